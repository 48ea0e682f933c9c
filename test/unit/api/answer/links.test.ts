import assert from 'node:assert/strict';
import { linksIn, pictureLink, shownLink } from '../../../../src/core/api/answer/links.ts';
import { isLocalName, isPublicAddress } from '../../../../src/core/api/connection/publicAddress.ts';

describe('Links in words', () => {
  for (const [words, ...expected] of [
    ['![image](https://a.example/1.png)', 'https://a.example/1.png'],
    ['![image](https://a.example/1.png "A title") and more', 'https://a.example/1.png'],
    ['[Download](https://a.example/x?sig=a%2Fb&e=1).', 'https://a.example/x?sig=a%2Fb&e=1'],
    ['<img src="https://a.example/1.png">', 'https://a.example/1.png'],
    ['See https://a.example/1.png.', 'https://a.example/1.png'],
    ['See https://a.example/a_(1).png, or not', 'https://a.example/a_(1).png'],
    ['(https://a.example/1.png)', 'https://a.example/1.png'],
    ['图片：https://a.example/1.png。完成', 'https://a.example/1.png'],
    ['https://a.example/doc then ![i](https://b.example/2)', 'https://b.example/2', 'https://a.example/doc'],
    ['twice https://a.example/1 and https://a.example/1'],
    ['http://a.example/doc ftp://a.example gs://bucket/1.png https:// file:///etc/passwd'],
    ['![image](http://127.0.0.1:3000/1)', 'http://127.0.0.1:3000/1'],
  ] as const) {
    it(`are found: ${words}`, () => {
      const links = linksIn(words).map(({ link }) => link);
      assert.deepEqual(links, words.startsWith('twice') ? ['https://a.example/1'] : [...expected]);
    });
  }

  it('are told to lead to a picture by their place or their name', () => {
    const isPicture = (words: string) => linksIn(words)[0]?.isPicture;
    assert.equal(isPicture('![i](https://a.example/1)'), true);
    assert.equal(isPicture('https://a.example/1.WEBP?x=1'), true);
    assert.equal(isPicture('[policy](https://a.example/policy)'), false);
  });

  it('are found in time that grows with the length of the words', () => {
    for (const words of [
      'https://'.repeat(125_000),
      `https://${')'.repeat(1_000_000)}`,
      '![['.repeat(330_000),
      '!['.repeat(500_000),
    ]) {
      const start = performance.now();
      linksIn(words);
      // Far from a measurement: what is quadratic takes minutes.
      assert.ok(performance.now() - start < 5000);
    }
  });

  it('are shown without their signature', () => {
    assert.equal(
      shownLink('https://a.example/results/1.png?X-Signature=abc'),
      'https://a.example/results/1.png',
    );
    assert.equal(pictureLink(' https://a.example/1 '), 'https://a.example/1');
    assert.equal(pictureLink('https://a.example/1 and words'), undefined);
    assert.equal(pictureLink('https://[bad'), undefined);
  });
});

describe('A public address', () => {
  for (const address of [
    '8.8.8.8',
    '1.1.1.1',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700::1111',
    '[2606:4700::1111]',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
  ]) {
    it(`is ${address}`, () => assert.ok(isPublicAddress(address)));
  }

  for (const address of [
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '198.19.0.1',
    '::1',
    '::',
    'fe80::1',
    'fe80::1%eth0',
    'fc00::1',
    'fd12::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::7f00:1',
    '64:ff9b:1:7f00:0:100:808:808',
    '3fff:123::1',
    '2002:7f00:1::',
    '2001:db8::1',
    '2001::1',
    'example.org',
    '',
    '1.2.3',
    '999.1.1.1',
  ]) {
    it(`is not ${address || 'an empty text'}`, () => assert.ok(!isPublicAddress(address)));
  }

  it('is never behind a name of this machine or a local network', () => {
    for (const name of [
      'localhost',
      'a.localhost',
      'printer',
      'nas.local',
      'x.internal',
      'metadata.google.internal',
      'a.home.arpa',
      'printer.corp',
      'nas.home',
    ]) {
      assert.ok(isLocalName(name), name);
    }
    for (const name of ['a.example.org', 'cdn.apiyi.com', 'localhost.org'])
      assert.ok(!isLocalName(name), name);
  });
});
