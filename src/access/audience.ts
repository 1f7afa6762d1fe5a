import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Server } from 'node:http';
import { CONFIG, type Config } from '../platform/config/config.js';

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * The address a login statement must be meant for, so that one made for another service cannot be passed on to this
 * one. It is the configured `PUBLIC_URL`; without it the address the server listens on, where the names of the
 * loopback interface count as one. The request's Host header is never believed: whoever passes a login on sets it.
 */
@Injectable()
export class Audience {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly adapter: HttpAdapterHost,
  ) {}

  /** The address to name to people. */
  get url(): string {
    return this.config.http.publicUrl ?? this.listening(this.config.http.host);
  }

  includes(audience: string): boolean {
    const given = withoutSlash(audience);
    const { publicUrl, host } = this.config.http;
    if (publicUrl !== undefined) return given === withoutSlash(publicUrl);
    const names = LOOPBACK.includes(bracketed(host)) || isEveryAddress(host) ? LOOPBACK : [];
    return [host, ...names].some((name) => given === this.listening(name));
  }

  private listening(host: string): string {
    return `http://${bracketed(host)}:${this.port()}`;
  }

  /** Port 0 is asked for in tests: the system chooses. */
  private port(): number {
    const { port } = this.config.http;
    if (port !== 0) return port;
    const server: Server = this.adapter.httpAdapter.getHttpServer();
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : port;
  }
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/u, '');
}

function bracketed(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}

function isEveryAddress(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}
