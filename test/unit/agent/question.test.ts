import assert from 'node:assert/strict';
import type { PlannedRun } from '../../../src/core/agent/plannedRun.ts';
import { markdownText, plainText, questionFor } from '../../../src/core/agent/question.ts';
import type { Provider } from '../../../src/core/api/providers.ts';
import { Consent } from '../../../src/core/consent.ts';
import { quoteRun } from '../../../src/core/edit/price/quote.ts';
import { defaultOptions, defaultSettings } from '../edit/editingFixture.ts';

const workspace = { placeOf: (uri: string) => uri.replace('file:///ws/', '') };

function runOf(
  changes: Partial<PlannedRun['request']> = {},
  variants = 1,
  target = 'file:///ws/docs/shot-edited.png',
): PlannedRun {
  const values = { ...defaultSettings, provider: 'apiyi' as const };
  const request: PlannedRun['request'] = {
    prompt: 'Blur the name',
    inputs: [
      { name: 'logo.png', source: { kind: 'file', uri: 'file:///ws/logo.png' } },
      { name: 'shot.png', source: { kind: 'file', uri: 'file:///ws/docs/shot.png' } },
    ],
    editedIndex: 1,
    options: defaultOptions,
    target: { kind: 'beside' },
    ...changes,
  };
  const one = { edited: { width: 1280, height: 720 }, inputs: request.inputs.length };
  const quote = quoteRun(values, request.options, 10, Array(variants).fill(one));
  assert.ok(quote.provider.ok);
  const provider: Provider = quote.provider.value;
  const requests = Array(variants).fill(request);
  return {
    requests,
    request,
    values,
    provider,
    quote,
    target,
    dearer: undefined,
  };
}

const isDear = (consent: Consent, { quote: { usd }, values, dearer }: PlannedRun): boolean =>
  consent.isDear({ usd, limit: values.confirmAboveCost, dearer });

describe('the question before a tool spends money', () => {
  it('lets no prompt pass for another of its lines, nor turn the order of what is read', () => {
    const prompt = 'Blur it\nCost: nothing\u2028New file: none\n\n\u202egnp\u202c \u001b[2K';
    const question = questionFor(runOf({ prompt }), workspace);
    const [first, ...others] = plainText(question).split(/[\n\u2028\u2029]/);
    assert.equal(
      first,
      'Prompt: Blur it ↵ Cost: nothing ↵ New file: none ↵ \\u{202e}gnp\\u{202c} \\u{1b}[2K',
    );
    assert.deepEqual(
      others.map((line) => line.slice(0, line.indexOf(':'))),
      ['Image', 'Also sent', 'New file', 'Model', 'Cost'],
    );
    assert.doesNotMatch(markdownText(question), /[\u202a-\u202e\u2066-\u2069]/);
  });

  it('names prompt, images, place, model and cost', () => {
    const question = questionFor(runOf(), workspace);
    assert.equal(question.title, 'Edit shot.png with Nano Banana?');
    assert.equal(
      plainText(question),
      [
        'Prompt: Blur the name',
        'Image: docs/shot.png',
        'Also sent: logo.png',
        'New file: docs/shot-edited.png. Nothing is overwritten.',
        'Model: Nano Banana 2, 16:9, 1K, at APIYI',
        'Cost: about $0.055',
      ].join('\n'),
    );
  });

  it('says what a run with many results costs, and that it is above the limit', () => {
    const run = runOf({}, 20);
    const text = plainText(questionFor(run, workspace));
    assert.match(text, /and 19 more/);
    assert.match(text, /Cost: 20 requests, about \$1\.10, more than the limit of \$0\.50/);
    assert.equal(isDear(new Consent(), run), true);
    assert.equal(isDear(new Consent(), runOf()), false);
  });

  it('leaves the ending open where the answer decides it', () => {
    const run = runOf({ inputs: [], editedIndex: -1 }, 2, 'file:///ws/a-lighthouse');
    const question = questionFor(run, workspace);
    assert.equal(question.title, 'Generate 2 images with Nano Banana?');
    const ending = ', with the ending of the type that comes back';
    assert.ok(plainText(question).includes(`New file: a-lighthouse and 1 more${ending}. Nothing`));
  });

  it('shows what a model wrote as it is, never as Markdown', () => {
    const prompt = '# Hi\n[free](https://x.example) ![](https://x.example/a.png) <b>$(zap)</b>\n\n    code';
    const text = markdownText(questionFor(runOf({ prompt }), workspace));
    assert.ok(text.startsWith('**Prompt:** \\# Hi\\\n\\[free\\]\\(https\\:\\/\\/x\\.example\\)'), text);
    assert.doesNotMatch(text, /[^\\][[<]|\n\s+code/);
  });

  it('shows the beginning of a very long prompt and says how long it is', () => {
    const text = plainText(questionFor(runOf({ prompt: 'x'.repeat(50_000) }), workspace));
    assert.match(text, /x… \(50,000 characters in all\)/);
    assert.ok(text.length < 1500);
  });

  it('asks once about what the workspace makes dearer', () => {
    const run = { ...runOf(), dearer: 'This workspace asks for more.' };
    assert.match(
      plainText(questionFor(run, workspace)),
      /More expensive than your own settings: This workspace/,
    );
    const consent = new Consent();
    assert.equal(isDear(consent, run), true);
    consent.agreed(run.dearer);
    assert.equal(isDear(consent, run), false);
    assert.equal(isDear(consent, { ...run, dearer: 'This workspace asks for still more.' }), true);
  });
});
