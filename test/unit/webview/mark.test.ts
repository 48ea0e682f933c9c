import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { maxPoints, type Point, regionSchema, type Shape } from '../../../src/core/shared/region/region.ts';
import { boxOf, fitInto } from '../../../webview/mark/boxes.ts';
import { isHit } from '../../../webview/mark/hits.ts';
import { distanceTo, simplified } from '../../../webview/mark/lines.ts';
import { Marking } from '../../../webview/mark/marking.ts';

const of = { width: 1000, height: 500 };
const whole = { x: 0, y: 0, ...of };
const plain = { shift: false, alt: false };
const reach = 8;

/** Marking on an empty picture, with a tool in hand. */
function begun(tool: Marking['tool'] = 'select'): Marking {
  const marking = new Marking();
  marking.load(of, null, null);
  marking.pick(tool);
  return marking;
}

function drag(marking: Marking, line: readonly Point[], held: Partial<typeof plain> = {}): void {
  const [first = [0, 0], ...others] = line;
  marking.begin(first, { ...plain, ...held }, reach);
  for (const point of others) marking.extend([point]);
  marking.end(reach);
}

const kinds = (marking: Marking) => marking.drawings.shapes.map(({ kind, mode }) => `${mode} ${kind}`);
const box = (marking: Marking) => {
  const drawn = marking.activeDrawn;
  return drawn && boxOf(drawn, of);
};

describe('Marking', () => {
  it('draws a rectangle at whole pixels and inside the picture, in any direction', () => {
    const marking = begun();
    drag(marking, [
      [1200.4, 90.2],
      [300.6, -20],
    ]);
    assert.deepEqual(marking.region?.shapes, [
      { kind: 'rectangle', mode: 'add', x: 300, y: 0, width: 700, height: 91 },
    ]);
    assert.ok(regionSchema.safeParse(marking.region).success);
  });

  it('takes a new shape for the whole selection, with Shift as one more and with Alt as one less', () => {
    const marking = begun();
    drag(marking, [
      [10, 10],
      [100, 100],
    ]);
    drag(marking, [
      [300, 10],
      [400, 100],
    ]);
    assert.deepEqual(kinds(marking), ['add rectangle']);
    drag(
      marking,
      [
        [10, 10],
        [100, 100],
      ],
      { shift: true },
    );
    drag(
      marking,
      [
        [320, 20],
        [350, 60],
      ],
      { alt: true },
    );
    assert.deepEqual(kinds(marking), ['add rectangle', 'add rectangle', 'subtract rectangle']);
  });

  it('adds to what is selected also while all but the shapes is selected', () => {
    const marking = begun();
    drag(marking, [
      [10, 10],
      [100, 100],
    ]);
    marking.invert();
    drag(
      marking,
      [
        [20, 20],
        [50, 50],
      ],
      { shift: true },
    );
    assert.deepEqual(kinds(marking), ['add rectangle', 'subtract rectangle']);
    assert.equal(marking.region?.inverted, true);
  });

  it('paints on with the brush, whatever is selected already', () => {
    const marking = begun('brush');
    for (const y of [50, 150])
      drag(marking, [
        [50, y],
        [90, y],
        [120, y],
      ]);
    drag(
      marking,
      [
        [60, 50],
        [80, 50],
      ],
      { alt: true },
    );
    assert.deepEqual(kinds(marking), ['add stroke', 'add stroke', 'subtract stroke']);
  });

  it('moves what is grabbed inside, resizes it at its grips, and draws elsewhere', () => {
    const marking = begun();
    drag(marking, [
      [100, 100],
      [300, 200],
    ]);
    drag(marking, [
      [200, 150],
      [250, 160],
    ]);
    assert.deepEqual(box(marking), { x: 150, y: 110, width: 200, height: 100 });
    drag(marking, [
      [350, 210],
      [400, 300],
    ]);
    assert.deepEqual(box(marking), { x: 150, y: 110, width: 250, height: 190 });
    drag(marking, [
      [200, 150],
      [-900, 150],
    ]);
    assert.deepEqual(box(marking), { x: 0, y: 110, width: 250, height: 190 });
    drag(marking, [
      [600, 400],
      [700, 450],
    ]);
    assert.deepEqual(box(marking), { x: 600, y: 400, width: 100, height: 50 });
  });

  it('takes a press that draws nothing for no drawing', () => {
    const marking = begun();
    drag(marking, [
      [100, 100],
      [300, 200],
    ]);
    drag(marking, [
      [600, 400],
      [601, 401],
    ]);
    assert.deepEqual(kinds(marking), ['add rectangle']);
    assert.equal(marking.active, null);
  });

  it('takes back and brings back step by step, and all of a key that was held at once', () => {
    const marking = begun();
    marking.make(whole);
    for (let times = 0; times < 5; times++) marking.move(1, 0);
    marking.grow(0, 3);
    const before = box(marking);
    marking.undo();
    marking.undo();
    assert.equal(marking.drawings.shapes.length, 1);
    marking.choose(1);
    assert.deepEqual(box(marking), { x: 334, y: 167, width: 333, height: 167 });
    marking.undo();
    assert.equal(marking.region, null);
    for (let times = 0; times < 3; times++) marking.redo();
    marking.choose(1);
    assert.deepEqual(box(marking), before);
  });

  it('keeps numbers as they were typed, in any order, as long as they are of the picture', () => {
    const marking = begun();
    marking.setBox({ x: 900, y: 10, width: 300, height: 40 });
    assert.deepEqual(box(marking), { x: 900, y: 10, width: 300, height: 40 });
    marking.setBox({ x: 900, y: 10, width: 50, height: 40 });
    assert.deepEqual(box(marking), { x: 900, y: 10, width: 50, height: 40 });
    marking.setBox({ x: 5000, y: -90, width: 0, height: 40 });
    assert.deepEqual(box(marking), { x: 999, y: -39, width: 1, height: 40 });
  });

  it('keeps marks beside the selection: other colours, other words, and gone', () => {
    const marking = begun('arrow');
    drag(marking, [
      [10, 10],
      [200, 100],
    ]);
    marking.setColour('green');
    marking.addNote([300, 300], 'Greener');
    marking.setNote(1, 'Much greener');
    assert.deepEqual(marking.markup?.marks, [
      { kind: 'arrow', colour: 'green', from: [10, 10], to: [200, 100] },
      { kind: 'note', colour: 'green', at: [300, 300], text: 'Much greener' },
    ]);
    marking.setNote(1, '');
    marking.choose(1);
    marking.remove();
    assert.equal(marking.markup, null);
    assert.equal(marking.region, null);
  });

  it('marks the one pixel of a picture of one pixel', () => {
    const marking = new Marking();
    const one = { width: 1, height: 1 };
    marking.load(one, null, null);
    marking.pick('select');
    marking.make({ x: 0, y: 0, ...one });
    marking.move(5, 5);
    marking.grow(9, 9);
    const [shape] = marking.drawings.shapes;
    assert.deepEqual(shape && boxOf(shape, one), { x: 0, y: 0, ...one });
  });

  it('writes a long day of painting down in a few KB', () => {
    const marking = new Marking();
    const large = { width: 4096, height: 4096 };
    marking.load(large, null, null);
    marking.pick('brush');
    for (let stroke = 0; stroke < 60; stroke++) {
      const line = Array.from(
        { length: 400 },
        (_, at): Point => [at * 10, stroke * 60 + 40 * Math.sin(at / 9)],
      );
      drag(marking, line);
    }
    const region = marking.region;
    assert.ok(region && regionSchema.safeParse(region).success);
    assert.equal(region.shapes.length, 60);
    assert.ok(JSON.stringify(region).length < 16_000, `${JSON.stringify(region).length} bytes`);
  });
});

describe('Lines that were drawn by hand', () => {
  const point = fc.tuple(
    fc.double({ min: -50, max: 2000, noNaN: true }),
    fc.double({ min: -50, max: 2000, noNaN: true }),
  );

  it('lose no point by more than the tolerance, and are never too long for a region', () => {
    return fc.assert(
      fc.property(
        fc.array(point, { minLength: 1, maxLength: 3_000 }),
        fc.double({ min: 0.6, max: 20, noNaN: true }),
        (line, tolerance) => {
          const light = simplified(line, tolerance);
          assert.ok(light.length <= maxPoints && light.length > 0);
          if (light.length < maxPoints / 2)
            for (const one of line) assert.ok(distanceTo(one, light) <= tolerance + 1);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('Shapes in their boxes', () => {
  const shapes: Shape[] = [
    { kind: 'rectangle', mode: 'add', x: 10, y: 20, width: 30, height: 40 },
    {
      kind: 'polygon',
      mode: 'add',
      points: [
        [10, 10],
        [90, 20],
        [50, 80],
      ],
    },
    {
      kind: 'stroke',
      mode: 'add',
      width: 12,
      points: [
        [20, 20],
        [60, 90],
        [100, 20],
      ],
    },
  ];

  it('fill the box that they are put into, and are where they were when put back', () => {
    for (const shape of shapes) {
      const from = boxOf(shape, of);
      const to = { x: 200, y: 100, width: 160, height: 120 };
      const put = fitInto(shape, to, of);
      assert.deepEqual(boxOf(put, of), to, shape.kind);
      assert.deepEqual(boxOf(fitInto(put, from, of), of), from, shape.kind);
    }
  });

  it('are hit inside and not beside', () => {
    const hits = shapes.map((shape) => [isHit(shape, [30, 40], 4, of), isHit(shape, [300, 40], 4, of)]);
    assert.deepEqual(hits, [
      [true, false],
      [true, false],
      [true, false],
    ]);
  });
});
