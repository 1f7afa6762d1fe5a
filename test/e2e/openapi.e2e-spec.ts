import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { exampleEvents } from '../../src/custody/vocabulary/examples.js';
import { PAGES } from '../../src/shell/shell.controller.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { ApiDocument, routesOf } from '../support/openapi.js';
import { START_MS } from './desk.js';

const COMMITTED = resolve(import.meta.dirname, '../../docs/reference/openapi.json');

/** Routes for people and for reading the document itself: pages, their session, their files. */
const OWN_ROUTES =
  /^(?:GET|HEAD|POST|DELETE) \/(?:openapi\.json|docs.*|console\/.*|c\/\{ucr\}|service-worker\.js|custody-verifier\.html|manifest\.webmanifest)$/u;
const OWN_PAGES = new Set(PAGES.map((page) => `GET /${page.replace(/:(\w+)/gu, '{$1}')}`));

/** Payloads and messages that no request or answer holds as such: they are signed, streamed or sent. */
const READ_ELSEWHERE = ['Finding', 'AlertEvent'];

describe('the OpenAPI document', () => {
  let service: TestApp;
  let document: ApiDocument;

  beforeAll(async () => {
    service = await startTestApp();
    const response = await fetch(`${service.url}/openapi.json`);
    document = new ApiDocument(await response.json());
  }, START_MS);

  afterAll(async () => {
    await service.close();
  });

  it('is the one that is committed (UPDATE_OPENAPI=1 writes it)', () => {
    if (process.env['UPDATE_OPENAPI'] === '1') {
      writeFileSync(COMMITTED, `${JSON.stringify(document.json, null, 2)}\n`);
    }

    expect(document.json).toEqual(JSON.parse(readFileSync(COMMITTED, 'utf8')));
  });

  it('is of version 3.1 and says what it is about', () => {
    const { openapi, info, servers, tags } = document.json;

    expect(openapi).toBe('3.1.0');
    expect(info).toMatchObject({ title: 'Custody Ledger', version: '1' });
    expect(info.description.length).toBeGreaterThan(100);
    expect(servers).toEqual([{ url: '/' }]);
    for (const tag of tags) expect(tag.description).toMatch(/\w/u);
  });

  it('names every operation once, sums it up and says who may call it', () => {
    const tags = document.json.tags.map((tag: { name: string }) => tag.name);
    const ids = document.operations.map(({ operationId }) => operationId);
    const schemes = Object.keys(document.json.components.securitySchemes);

    expect(new Set(ids).size).toBe(ids.length);
    for (const operation of document.operations) {
      expect(operation.operationId).toMatch(/^[a-z]+[A-Za-z]*$/u);
      expect(operation.summary).toMatch(/^[A-Z].+[^.]$/u);
      expect(operation.tags).toHaveLength(1);
      expect(tags).toEqual(expect.arrayContaining([...(operation.tags ?? [])]));
      expect(operation.security).toBeDefined();
      for (const name of (operation.security ?? []).flatMap((each) => Object.keys(each))) {
        expect(schemes).toContain(name);
      }
    }
  });

  it('documents success and failure of every operation, failures as problem details', () => {
    for (const { operationId, responses, security } of document.operations) {
      const statuses = Object.keys(responses);
      const successes = statuses.filter((status) => status.startsWith('2'));
      const failures = statuses.filter((status) => /^[45]/u.test(status));

      expect(`${operationId} ${successes.length > 0}`).toBe(`${operationId} true`);
      expect(statuses).toEqual(expect.arrayContaining(['4XX', '5XX']));
      if (JSON.stringify(security) === '[{"bearer":[]}]') expect(statuses).toContain('401');
      for (const status of failures) {
        // Probes are read by machines that know Terminus.
        if (operationId === 'getReadiness' && status === '503') continue;
        expect(Object.keys(responses[status]?.content ?? {})).toEqual(['application/problem+json']);
      }
      for (const answer of Object.values(responses)) expect(answer.description).toMatch(/\w/u);
    }
  });

  it('declares the parameters that a path has, and no others', () => {
    for (const { path, parameters } of document.operations) {
      const inPath = parameters.filter((each) => each.in === 'path').map(({ name }) => name);
      const inTemplate = [...path.matchAll(/\{(\w+)\}/gu)].map(([, name]) => String(name));

      expect(inPath.toSorted()).toEqual(inTemplate.toSorted());
      expect(new Set(parameters.map((each) => `${each.in} ${each.name}`)).size).toBe(
        parameters.length,
      );
    }
  });

  it('has something at the end of every reference, and refers to every component', () => {
    const references = new Set(document.references());
    for (const reference of references)
      expect(`${reference} ${typeof document.at(reference)}`).toBe(`${reference} object`);

    const unused = Object.keys(document.json.components.schemas).filter(
      (name) => !references.has(`/components/schemas/${name}`),
    );
    expect(unused.toSorted()).toEqual(READ_ELSEWHERE.toSorted());
  });

  it('holds only schemas that are valid JSON Schema 2020-12', () => {
    for (const name of Object.keys(document.json.components.schemas)) {
      expect(() => document.component(name)).not.toThrow();
    }
  });

  it('has every route that the service has, and no other', () => {
    const fastify: FastifyInstance = service.app.getHttpAdapter().getInstance();
    const routes = routesOf(fastify.printRoutes({ commonPrefix: false }))
      .filter((route) => !OWN_ROUTES.test(route) && !OWN_PAGES.has(route))
      // Fastify answers HEAD wherever GET is answered.
      .filter((route) => !route.startsWith('HEAD '))
      // It prints wildcards without what stands before them.
      .filter((route) => !/^GET .*\*$/u.test(route));
    const documented = document.operations
      .map(({ method, path }) => `${method} ${path}`)
      .filter((route) => route !== 'GET /log/tile/{path}');

    expect(fastify.hasRoute({ method: 'GET', url: '/log/tile/*' })).toBe(true);
    expect(routes.length).toBeGreaterThan(20);
    expect(routes.toSorted()).toEqual(documented.toSorted());
  });

  it('describes every type of event so that its example fits, and a stranger member does not', () => {
    const validate = document.component('CustodyEvent');
    for (const example of Object.values(exampleEvents)) {
      expect(`${example.type} ${validate(example)}`).toBe(`${example.type} true`);
      expect(validate({ ...example, stranger: 1 })).toBe(false);
    }
  });

  it('gives examples of bodies that fit their schemas, payloads included', () => {
    for (const { operationId, path, method, requestBody } of document.operations) {
      const examples = requestBody?.content['application/json']?.examples;
      if (examples === undefined) continue;
      const place = `/paths/${path.replaceAll('/', '~1')}/${method.toLowerCase()}`;
      const validate = document.schemaAt(`${place}/requestBody/content/application~1json/schema`);
      for (const [kind, { value }] of Object.entries(examples)) {
        expect(`${operationId} ${validate(value)}`).toBe(`${operationId} true`);
        const name =
          kind === 'event' ? 'CustodyEvent' : kind.charAt(0).toUpperCase() + kind.slice(1);
        const payload: unknown = JSON.parse(Buffer.from(value.payload, 'base64').toString('utf8'));
        expect(`${name} ${document.component(name)(payload)}`).toBe(`${name} true`);
      }
    }
  });
});
