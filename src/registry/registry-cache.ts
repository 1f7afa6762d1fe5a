import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Signer, SignerDirectory, SignerKey } from '../ledger/signer-directory.js';
import { RegistrationsStore } from './registrations.store.js';
import { RegistryState } from './registry-state.js';

/** Registrations read at a time while catching up. */
const PAGE = 1000;

/**
 * The registry of this process: {@link RegistryState} folded from the log and kept up with it. It reads committed
 * entries only and one catch-up runs at a time, so {@link catchUp} may be called from anywhere at any moment, also
 * by the sequencer while it holds the head lock. The index must be of a committed entry: what is not there yet
 * would be taken for read.
 */
@Injectable()
export class RegistryCache implements SignerDirectory, OnModuleInit {
  readonly state = new RegistryState();
  private readonly listeners: ((key: SignerKey) => void)[] = [];
  private readonly keys: SignerKey[] = [];
  /** Every entry up to this index was looked at, registration or not. */
  private readThrough = -1;
  private running: Promise<void> | undefined;

  constructor(private readonly store: RegistrationsStore) {}

  async onModuleInit(): Promise<void> {
    await this.catchUpWithHead();
  }

  get index(): number {
    return this.state.signersIndex;
  }

  key(keyid: string): SignerKey | undefined {
    return this.state.key(keyid);
  }

  party(id: string): Signer | undefined {
    return this.state.parties.at(id);
  }

  isRegistrar(keyid: string): boolean {
    return this.state.isRegistrar(keyid);
  }

  isLedgerKey(keyid: string): boolean {
    return this.state.isLedgerKey(keyid);
  }

  isDelegated(principal: string, agent: string, type: string, at: number): boolean {
    return this.state.isDelegated(principal, agent, type, at);
  }

  onKey(listener: (key: SignerKey) => void): void {
    this.listeners.push(listener);
    for (const key of this.keys) listener(key);
  }

  async catchUp(index: number): Promise<void> {
    while (this.readThrough < index) {
      if (this.running !== undefined) {
        await this.running;
        continue;
      }
      this.running = this.readOn(index).finally(() => {
        this.running = undefined;
      });
      await this.running;
    }
  }

  /** Folds in everything committed by now. */
  async catchUpWithHead(): Promise<void> {
    await this.catchUp(await this.store.newestIndex());
  }

  private async readOn(through: number): Promise<void> {
    for (;;) {
      const page = await this.store.between(this.readThrough, through, PAGE);
      for (const entry of page) {
        for (const key of this.state.fold(entry)) this.tell(key);
      }
      if (page.length < PAGE) break;
      this.readThrough = page.at(-1)?.index ?? through;
    }
    this.readThrough = Math.max(this.readThrough, through);
  }

  private tell(key: SignerKey): void {
    this.keys.push(key);
    for (const listener of this.listeners) listener(key);
  }
}
