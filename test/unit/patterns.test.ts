import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Pattern, patternsIn, slowReason } from '../patterns/slowPatterns.ts';
import { projectFolder } from '../vscode/paths.ts';

/** Patterns in schemas, as the extension's manifest has them. */
function schemaPatterns(json: string): Pattern[] {
  const found: Pattern[] = [];
  JSON.parse(json, (key, value: unknown) => {
    if (key === 'pattern' && typeof value === 'string') found.push({ source: value, flags: '', line: 0 });
    return value;
  });
  return found;
}

describe('regular expressions', () => {
  it('take time in step with the text, all of the product', async () => {
    const slow: string[] = [];
    let seen = 0;
    for await (const file of glob(['src/**/*.ts', 'webview/**/*.ts', 'package.json'], {
      cwd: projectFolder,
    })) {
      const text = await readFile(join(projectFolder, file), 'utf8');
      for (const pattern of file.endsWith('.json') ? schemaPatterns(text) : patternsIn(text)) {
        seen++;
        const reason = slowReason(pattern);
        if (reason) slow.push(`${file}:${pattern.line} /${pattern.source}/${pattern.flags}: ${reason}`);
      }
    }
    assert.deepEqual(slow, [], 'write them so that no loop begins anew inside itself, or bound the loop');
    assert.ok(seen > 200, `${seen} were seen`);
  });

  for (const [source, flags] of [
    ['\\s+$', ''],
    ['\\s*\\(request id: x\\)', ''],
    ['<[^>]*>', 'g'],
    ['<title[^>]*>([^<]*)', 'i'],
    ['<(script|style)[\\s\\S]*?<\\/\\1>', 'gi'],
    ['\\$\\{([^}]*)\\}', 'g'],
    ['(a+)+$', ''],
    ['^\\d+\\.?\\d*x$', ''],
    ['"(?:[^"\\\\]|\\\\.)*"', ''],
  ] as const) {
    it(`/${source}/${flags} is found to be slow`, () => assert.ok(slowReason({ source, flags })));
  }

  for (const [source, flags] of [
    ['^\\s+', ''],
    ['<[^<>]*>', 'g'],
    ['<title\\b[^<>]*>', 'i'],
    ['[?#].*', 's'],
    ['\\s+', 'g'],
    ['a{1,20}$', ''],
    ['\\d+s', 'y'],
  ] as const) {
    it(`/${source}/${flags} is found to be quick`, () =>
      assert.equal(slowReason({ source, flags }), undefined));
  }
});
