/** One object store of this browser's IndexedDB, with a key given to every value. */
export interface BrowserStore<Value> {
  readonly get: (key: string) => Promise<Value | undefined>;
  readonly all: () => Promise<readonly Value[]>;
  /** Resolves when the value is on the disk, not when it was asked for. */
  readonly put: (key: string, value: Value) => Promise<void>;
  readonly remove: (key: string) => Promise<void>;
}

/** @param stores every store of the database: all are made when it is opened for the first time */
export function browserStore<Value>(
  database: string,
  stores: readonly string[],
  store: string,
): BrowserStore<Value> {
  const act = async <Result>(
    mode: IDBTransactionMode,
    ask: (opened: IDBObjectStore) => IDBRequest<Result>,
  ): Promise<Result> => {
    const opened = await open(database, stores);
    try {
      const transaction = opened.transaction(store, mode, { durability: 'strict' });
      const done = completed(transaction);
      const result = await answerOf(ask(transaction.objectStore(store)));
      await done;
      return result;
    } finally {
      opened.close();
    }
  };
  return {
    get: (key) => act<Value | undefined>('readonly', (opened) => opened.get(key)),
    all: () => act<Value[]>('readonly', (opened) => opened.getAll()),
    put: async (key, value) => {
      await act('readwrite', (opened) => opened.put(value, key));
    },
    remove: async (key) => {
      await act('readwrite', (opened) => opened.delete(key));
    },
  };
}

async function open(database: string, stores: readonly string[]): Promise<IDBDatabase> {
  const request = indexedDB.open(database, 1);
  request.addEventListener('upgradeneeded', () => {
    for (const store of stores) request.result.createObjectStore(store);
  });
  return answerOf(request);
}

function answerOf<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => {
      reject(request.error ?? new Error('the store of this browser failed'));
    });
  });
}

function completed(transaction: IDBTransaction): Promise<void> {
  const done = new Promise<void>((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('abort', () => {
      reject(transaction.error ?? new Error('the store of this browser kept nothing'));
    });
  });
  // A request that failed is told by itself; its transaction then aborts too.
  done.catch(() => undefined);
  return done;
}
