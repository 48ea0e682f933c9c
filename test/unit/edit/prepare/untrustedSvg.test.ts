import assert from 'node:assert/strict';
import { bytesOf, marked } from '../../images/pictures.ts';
import { useCodecFixture } from '../../images/useCodecFixture.ts';
import { EditingFixture, unwrap } from '../editingFixture.ts';

const hostile = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="48"><script>hostile()</script>' +
    '<rect width="64" height="48" fill="#080" onclick="hostile()"/></svg>',
);
const told = 'The SVG contained scripts and event handlers; removed before saving.';

describe('an SVG as an answer', () => {
  let fixture: EditingFixture;

  useCodecFixture(
    (codec) => EditingFixture.open(codec),
    (opened) => {
      fixture = opened;
    },
  );

  it('is saved without what could run, and that is told', async () => {
    fixture.standIn.tell({ image: hostile });
    const { savedAs = '', notes } = unwrap(await fixture.run(fixture.request([])));
    const name = decodeURIComponent(savedAs.split('/').at(-1) ?? '');
    assert.match(name, /\.svg$/);
    const saved = Buffer.from(await fixture.read(name)).toString();
    assert.doesNotMatch(saved, /hostile/);
    assert.match(saved, /<rect width="64" height="48" fill="#080">/);
    assert.ok(notes.includes(told), notes.join('\n'));
  });

  it('is safe as a picture of another type, too', async () => {
    fixture.standIn.tell({ image: hostile });
    const source = await fixture.put('shot.png', await bytesOf(marked(64, 48).png()));
    const { savedAs = '', notes } = unwrap(await fixture.run(fixture.request([source])));
    assert.match(savedAs, /shot-edited\.png$/);
    assert.ok(notes.includes(told));
  });

  it('that was kept as it came is made safe when a person saves it', async () => {
    fixture.standIn.tell({ image: hostile });
    fixture.files.isWritable = () => false;
    const { image, unsaved } = unwrap(await fixture.run(fixture.request([])));
    assert.ok(unsaved);
    const saved = unwrap(await fixture.service().saveKept(image, `${fixture.docs}/chosen.svg`, undefined));
    assert.doesNotMatch(Buffer.from(await fixture.read('chosen.svg')).toString(), /hostile/);
    assert.ok(saved.uri.endsWith('chosen.svg'));
  });

  it('of which nothing is left stays in the storage, and nothing is saved', async () => {
    fixture.standIn.tell({
      image: Buffer.from('<x:svg xmlns:x="http://www.w3.org/2000/svg"><x:script/></x:svg>'),
    });
    const { savedAs, unsaved, image } = unwrap(await fixture.run(fixture.request([])));
    assert.equal(savedAs, undefined);
    assert.ok(unsaved);
    assert.ok((await fixture.files.readStored(image.stored)).length > 0);
    const again = await fixture.service().saveKept(image, `${fixture.docs}/chosen.svg`, undefined);
    assert.equal(again.ok, false);
    assert.ok(!(await fixture.names()).includes('chosen.svg'));
  });
});
