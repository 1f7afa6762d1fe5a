// Before every npm script that needs packages: installs them when they are missing or older than the lock file and,
// with --build, compiles when the sources changed. Node's own modules only: there may be nothing else yet.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const at = (...parts) => join(root, ...parts);

requireNode();
if (!isInstalled()) install();
if (process.argv.includes('--build') && !isBuilt()) build();

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(`Custody Ledger needs Node 20.19 or newer; this is ${process.versions.node}.`);
}

function isInstalled() {
  const record = at('node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const stamp = installStamp();
  if (existsSync(stamp)) return readFileSync(stamp, 'utf8') === lockHash();
  // Installed by hand: npm writes its record last.
  return statSync(record).mtimeMs >= statSync(at('package-lock.json')).mtimeMs;
}

function install() {
  say('installing packages (npm ci); this takes up to a minute …');
  // The development packages hold the compiler, so they are wanted under NODE_ENV=production too.
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  const [command, ...first] = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm'];
  const { status, error } = spawnSync(command, [...first, ...args], { cwd: root, stdio: 'inherit' });
  if (status !== 0) fail(`npm ci failed${error ? `: ${error.message}` : ''}.`);
  writeFileSync(installStamp(), lockHash());
}

function isBuilt() {
  const stamp = at('dist', '.sources');
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === sourceHash();
}

function build() {
  say('compiling …');
  const hash = sourceHash();
  const fresh = at(`dist.${process.pid}`);
  const compiler = at('node_modules', 'typescript', 'bin', 'tsc');
  const args = [compiler, '-p', at('tsconfig.build.json'), '--outDir', fresh];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    fail('the sources do not compile.');
  }
  const command = join(fresh, 'cli', 'main.js');
  if (existsSync(command)) chmodSync(command, 0o755);
  writeFileSync(join(fresh, '.sources'), hash);
  // Swapped when whole: a failed or interrupted compilation leaves the old one.
  rmSync(at('dist'), { recursive: true, force: true });
  renameSync(fresh, at('dist'));
}

function installStamp() {
  return at('node_modules', '.custody-installed');
}

function lockHash() {
  return createHash('sha256').update(readFileSync(at('package-lock.json'))).digest('hex');
}

function sourceHash() {
  const hash = createHash('sha256');
  const files = readdirSync(at('src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.spec\.tsx?$/u.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
  for (const file of [...files, at('tsconfig.json'), at('tsconfig.build.json'), at('package-lock.json')]) {
    hash.update(`${relative(root, file)}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function say(text) {
  process.stderr.write(`custody-ledger: ${text}\n`);
}

function fail(text) {
  say(text);
  process.exit(1);
}
