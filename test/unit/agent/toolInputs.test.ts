import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import {
  editImageInput,
  generateImageInput,
  imageRecordInput,
  readInput,
} from '../../../src/core/agent/toolInputs.ts';
import { editOptionsSchema } from '../../../src/core/shared/options.ts';
import { projectFolder } from '../../vscode/paths.ts';

interface Tool {
  name: string;
  toolReferenceName: string;
  displayName: string;
  userDescription: string;
  modelDescription: string;
  icon: string;
  tags: string[];
  when?: string;
  inputSchema: { properties: Record<string, { description?: string }> };
}

const manifest: { contributes: { languageModelTools: Tool[] } } = JSON.parse(
  readFileSync(join(projectFolder, 'package.json'), 'utf8'),
);
const tools = manifest.contributes.languageModelTools;
const schemas = {
  nanoBanana_editImage: editImageInput,
  nanoBanana_generateImage: generateImageInput,
  nanoBanana_imageRecord: imageRecordInput,
};

/** What a schema demands, without its words; the order of names says nothing. */
function demandsOf(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(demandsOf);
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema)
    .filter(([key, value]) => key !== '$schema' && !(key === 'description' && typeof value === 'string'))
    .map(([key, value]) => {
      const isList = (key === 'enum' || key === 'required') && Array.isArray(value);
      return [key, isList ? [...value].sort() : demandsOf(value)] as const;
    });
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}

describe('the inputs of the tools', () => {
  for (const [name, schema] of Object.entries(schemas)) {
    it(`are declared for ${name} as they are checked`, () => {
      const declared = tools.find((tool) => tool.name === name)?.inputSchema;
      assert.deepEqual(demandsOf(declared), demandsOf(z.toJSONSchema(schema, { io: 'input' })));
      for (const [field, { description }] of Object.entries(declared?.properties ?? {})) {
        assert.ok(description, `${field} is not described.`);
      }
    });
  }

  it('name every option of the panel but what is only looked at', () => {
    const { properties = {} } = tools.find(({ name }) => name === 'nanoBanana_editImage')?.inputSchema ?? {};
    const { partialImages: _, ...options } = editOptionsSchema.shape;
    for (const option of Object.keys(options)) assert.ok(properties[option], option);
  });

  it('are refused with words that help to mend them', () => {
    const cases: [unknown, RegExp][] = [
      [{ prompt: 'x', images: ['/a.png'], size: '8K' }, /size has a form/],
      [{ prompt: 'x', images: ['/a.png'], seed: 1 }, /there is no option seed/],
      [{ prompt: 'x', images: [] }, /images must have or be at least 1/],
      [{ prompt: 'x', images: '/a.png' }, /images must be of type array/],
      [{ prompt: 'x', images: ['/a.png'], variants: 9 }, /variants must have or be at most 8/],
      [{ prompt: 'x', images: ['/a.png'], variants: 1.5 }, /variants must be a whole number/],
      [{ prompt: ' \n', images: ['/a.png'] }, /prompt has a form/],
      [{ prompt: 'x', images: ['/a.png'], outputName: '..' }, /outputName has a form/],
      [{ prompt: 'x', images: ['/a.png'], outputName: 'a\\b' }, /outputName has a form/],
      [{ images: ['/a.png'] }, /prompt must be of type string/],
      [null, /the input must be of type object/],
    ];
    for (const [input, expected] of cases) {
      const read = readInput(editImageInput, input);
      assert.ok(!read.ok, JSON.stringify(input));
      assert.match(read.sentence, expected);
    }
  });
});

describe('the declared tools', () => {
  it('say to people and models what they are for, and when not to use them', () => {
    for (const { displayName, userDescription, modelDescription, icon, tags, toolReferenceName } of tools) {
      assert.match(displayName, /^%tool\.\w+\.name%$/);
      assert.match(userDescription, /^%tool\.\w+\.description%$/);
      assert.match(modelDescription, /Do NOT use it/);
      assert.match(icon, /^\$\([a-z-]+\)$/);
      assert.match(toolReferenceName, /^\w+$/);
      assert.ok(tags.length > 0);
    }
  });

  it('offer what costs money in trusted workspaces only', () => {
    const always = tools.filter(({ when }) => when !== 'isWorkspaceTrusted').map(({ name }) => name);
    assert.deepEqual(always, ['nanoBanana_imageRecord']);
  });
});
