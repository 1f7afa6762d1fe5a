import { describe, expect, it } from '@jest/globals';
import { isPublicAddress, literalAddress, refuseEndpointUrl } from './webhook-address.js';

describe('isPublicAddress', () => {
  it.each(['93.184.216.34', '1.1.1.1', '2606:4700:4700::1111', '2a00:1450:4001:82a::200e'])(
    'lets %s pass',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.8',
    '192.0.2.1',
    '192.88.99.1',
    '192.168.1.1',
    '198.18.0.1',
    '198.51.100.7',
    '203.0.113.9',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    '100::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    '3fff::1',
    'fc00::1',
    'fd12:3456::1',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
    'localhost',
    '',
  ])('stops %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('refuseEndpointUrl', () => {
  it.each(['https://hooks.example.org/in', 'https://hooks.example.org:8443/in?x=1'])(
    'takes %s',
    (url) => {
      expect(refuseEndpointUrl(url, false)).toBeUndefined();
    },
  );

  it.each([
    'hooks.example.org',
    'http://hooks.example.org/',
    'ftp://hooks.example.org/',
    'https://user:pass@hooks.example.org/',
    'https://hooks.example.org:22/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://0177.0.0.1/',
    'https://127.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::127.0.0.1]/',
    'https://169.254.169.254/latest/meta-data',
    `https://hooks.example.org/${'a'.repeat(500)}`,
  ])('refuses %s', (url) => {
    expect(refuseEndpointUrl(url, false)).toBeDefined();
  });

  it('takes private addresses and http where the operator allows them', () => {
    expect(refuseEndpointUrl('http://127.0.0.1:9999/in', true)).toBeUndefined();
    expect(refuseEndpointUrl('https://10.0.0.1:9999/in', true)).toBeUndefined();
    expect(refuseEndpointUrl('http://a:b@127.0.0.1/', true)).toBeDefined();
  });
});

describe('literalAddress', () => {
  it('takes brackets off', () => {
    expect(literalAddress('[::1]')).toBe('::1');
    expect(literalAddress('127.0.0.1')).toBe('127.0.0.1');
    expect(literalAddress('example.org')).toBeUndefined();
  });
});
