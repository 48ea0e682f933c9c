import assert from 'node:assert/strict';
import { releaseNotes } from '../../../build/releaseNotes.mjs';

const release = {
  tag: 'v1.2.0',
  manifest: { version: '1.2.0' },
  lockfile: { version: '1.2.0' },
  changelog: '# Changelog\n\n## 1.2.0 (May)\n\n- One.\n- Two.\n\n## 1.1.0\n\n- Old.\n',
};

describe('a release', () => {
  it('has as its notes what the changelog says of its version', () => {
    assert.equal(releaseNotes(release), '- One.\n- Two.');
  });

  it('is refused where the tag is of another version than the package', () => {
    assert.throws(() => releaseNotes({ ...release, tag: 'v1.2.1' }), /The tag is v1\.2\.1, .*1\.2\.0/);
    assert.throws(() => releaseNotes({ ...release, tag: '1.2.0' }), /The tag is 1\.2\.0/);
  });

  it('is refused where the lockfile stayed behind', () => {
    assert.throws(() => releaseNotes({ ...release, lockfile: { version: '1.1.0' } }), /package-lock\.json/);
  });

  it('is refused where the changelog says nothing of it', () => {
    const empty = '# Changelog\n\n## 1.2.0\n\n## 1.1.0\n\n- Old.\n';
    assert.throws(() => releaseNotes({ ...release, changelog: empty }), /says nothing under "## 1\.2\.0"/);
    assert.throws(() => releaseNotes({ ...release, changelog: '## 11.2.0\n\n- One.\n' }), /says nothing/);
  });
});
