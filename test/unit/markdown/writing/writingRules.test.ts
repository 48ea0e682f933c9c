import assert from 'node:assert/strict';
import { writingRulesOf } from '../../../../src/core/markdown/writing/writingRules.ts';
import { workspaceWith } from '../memoryFiles.ts';

async function rulesIn(files: Record<string, string>, document: string) {
  const { resolver } = workspaceWith(files);
  const { own } = await resolver.sitesOf({ document: `/w/${document}`, root: '/w' });
  return writingRulesOf(own, `/w/${document}`);
}

describe('what can be written into a document', () => {
  it('is MDX in a .md of Docusaurus, unless its configuration says otherwise', async () => {
    const config = (markdown: string) => ({ 'docusaurus.config.js': `module.exports = { ${markdown} };` });
    assert.equal((await rulesIn(config(''), 'docs/a.md')).isMdx, true);
    assert.equal((await rulesIn(config("markdown: { format: 'detect' }"), 'docs/a.md')).isMdx, false);
    assert.equal((await rulesIn(config("markdown: { format: 'detect' }"), 'docs/a.mdx')).isMdx, true);
    assert.equal((await rulesIn({}, 'docs/a.md')).isMdx, false);
    assert.equal((await rulesIn(config(''), 'README.md')).isMdx, false);
  });

  it('is a pair in the form that the site shows', async () => {
    const pairs: [files: Record<string, string>, document: string, pair: string | undefined][] = [
      [{}, 'README.md', 'picture'],
      [{ 'docusaurus.config.ts': 'export default { presets: [] }' }, 'docs/a.md', 'themedImage'],
      [{ 'mkdocs.yml': 'theme:\n  name: material\n' }, 'docs/a.md', 'suffixes'],
      [{ 'mkdocs.yml': 'theme: readthedocs\n' }, 'docs/a.md', 'picture'],
      [{ 'astro.config.mjs': "import starlight from '@astrojs/starlight'" }, 'src/content/a.md', 'starlight'],
      [{ 'hugo.toml': '' }, 'content/a.md', undefined],
      [{ 'hugo.toml': '[markup.goldmark.renderer]\nunsafe = true\n' }, 'content/a.md', 'picture'],
      [{ 'conf.py': '' }, 'a.md', undefined],
    ];
    for (const [files, document, pair] of pairs)
      assert.equal((await rulesIn(files, document)).pair, pair, Object.keys(files).join());
  });

  it('is no raw HTML with a relative address where the site rewrites Markdown alone', async () => {
    assert.equal((await rulesIn({ 'docusaurus.config.js': '' }, 'docs/a.md')).showsRawImages, false);
    assert.equal((await rulesIn({ 'docs/.vitepress/config.ts': '' }, 'docs/a.md')).showsRawImages, true);
    assert.equal((await rulesIn({ 'hugo.toml': '' }, 'content/a.md')).showsHtml, false);
  });
});
