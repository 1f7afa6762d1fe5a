import { Worker } from 'node:worker_threads';
import { workerFile } from '../../platform/threads/task-thread.js';
import type { StatementKind } from '../../protocol/index.js';
import { Gathering } from '../gathering.js';
import { type DoneMessage, type KeyMessage, packWork, unpackDone } from './admission-messages.js';
import type { Admission } from './admit-bytes.js';

interface Task {
  readonly kind: StatementKind;
  readonly bytes: Uint8Array;
  readonly request: Gathering<Admission>;
  /** Its place in the request. */
  readonly place: number;
}

interface Thread {
  readonly worker: Worker;
  readonly inFlight: Map<number, readonly Task[]>;
}

const WORKER_FILE = workerFile(import.meta.url, './admission.worker');
/** Statements per message: large enough that the message costs little, small enough that single posts get between. */
const CHUNK = 64;
/** Messages a thread may have: one it works on, one that waits, so that it never idles. */
const IN_FLIGHT = 2;

/**
 * Admission on worker threads: parsing, schema and Ed25519 take about 100 µs per statement, which the event loop
 * does not have. What arrives in one turn of the loop goes out together, split over the threads.
 */
export class AdmissionPool {
  private readonly threads: Thread[] = [];
  private readonly keys = new Map<string, Uint8Array>();
  private readonly waiting: Task[] = [];
  private isScheduled = false;
  private isClosed = false;
  private nextId = 0;

  /**
   * @param most threads; more are started when all are busy
   * @param ready threads that are started at once
   */
  constructor(
    private readonly most: number,
    ready = most,
  ) {
    for (let i = 0; i < ready; i++) this.threads.push(this.start());
  }

  /** Makes a key known to every thread, before anything that is admitted later. */
  addKey(keyid: string, publicKey: Uint8Array): void {
    this.keys.set(keyid, publicKey);
    for (const { worker } of this.threads) worker.postMessage(keyMessage(keyid, publicKey), []);
  }

  /** Statements that wait for a thread or are with one. */
  get load(): number {
    let load = this.waiting.length;
    for (const { inFlight } of this.threads)
      for (const tasks of inFlight.values()) load += tasks.length;
    return load;
  }

  /** Admits each envelope on its own; the results are in order. */
  async admit(
    kind: StatementKind,
    envelopes: readonly Uint8Array[],
  ): Promise<readonly Admission[]> {
    if (this.isClosed) throw new Error('cannot admit: the service is stopping');
    const request = new Gathering<Admission>(envelopes.length);
    envelopes.forEach((bytes, place) => {
      this.waiting.push({ kind, bytes, request, place });
    });
    this.schedule();
    return request.answered;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all(this.threads.map(async ({ worker }) => worker.terminate()));
  }

  /** After the poll phase, so that all posts read in it go out together. */
  private schedule(): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    setImmediate(() => {
      this.isScheduled = false;
      this.dispatch();
    });
  }

  private dispatch(): void {
    while (this.waiting.length > 0) {
      const thread = this.leastBusy();
      if (thread === undefined) return;
      const share = Math.ceil(this.waiting.length / this.most);
      const tasks = this.waiting.splice(0, Math.min(CHUNK, share));
      const message = packWork(this.nextId++, tasks);
      thread.inFlight.set(message.id, tasks);
      thread.worker.postMessage(message, [message.bytes]);
    }
  }

  /** One that idles, a new one, or the one with the least to do; `undefined` when all have enough. */
  private leastBusy(): Thread | undefined {
    let best: Thread | undefined;
    for (const thread of this.threads) {
      if (thread.inFlight.size >= IN_FLIGHT) continue;
      if (best === undefined || thread.inFlight.size < best.inFlight.size) best = thread;
    }
    if (best?.inFlight.size === 0 || this.threads.length === this.most) return best;
    const another = this.start();
    this.threads.push(another);
    return another;
  }

  private start(): Thread {
    const thread: Thread = { worker: new Worker(WORKER_FILE), inFlight: new Map() };
    // A pool must not keep a process alive that has nothing else to do.
    thread.worker.unref();
    for (const [keyid, publicKey] of this.keys)
      thread.worker.postMessage(keyMessage(keyid, publicKey), []);
    thread.worker.on('message', (done: DoneMessage) => {
      const tasks = thread.inFlight.get(done.id);
      thread.inFlight.delete(done.id);
      if (tasks !== undefined) {
        unpackDone(done).forEach((admission, at) => {
          const { request, place } = tasks[at]!;
          request.settle(place, admission);
        });
      }
      this.dispatch();
    });
    thread.worker.on('error', (error) => this.replace(thread, error));
    thread.worker.on('exit', (code) => {
      this.replace(thread, new Error(`an admission thread ended with code ${code}`));
    });
    return thread;
  }

  /** A thread that died takes its work with it: its posters are told, and a new thread takes its place. */
  private replace(thread: Thread, error: Error): void {
    const at = this.threads.indexOf(thread);
    if (at < 0 || this.isClosed) return;
    for (const tasks of thread.inFlight.values())
      for (const { request } of tasks) request.fail(error);
    thread.inFlight.clear();
    this.threads[at] = this.start();
    this.dispatch();
  }
}

function keyMessage(keyid: string, publicKey: Uint8Array): KeyMessage {
  return { type: 'key', keyid, publicKey };
}
