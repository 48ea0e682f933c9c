import type { Asset } from '../../../src/core/assets/compile/asset.ts';
import { compile, type Project } from '../../../src/core/assets/compile/compile.ts';
import { readManifest } from '../../../src/core/assets/manifest/manifest.ts';
import type { Problem } from '../../../src/core/assets/yaml/problems.ts';

const workspace = 'file:///ws';
export const manifestUri = 'file:///ws/docs/nano-banana.yaml';

/** A project of one manifest in `docs`. */
export const projectOf = (...texts: string[]): Project =>
  compile(
    texts.map((text, index) =>
      readManifest(index === 0 ? manifestUri : `file:///ws/m${index}/nano-banana.yaml`, text),
    ),
    workspace,
  );

/** `7:3 sentence`, counted from 1 as people do. */
const spelled = ({ range, sentence }: Problem): string =>
  `${range.start.line + 1}:${range.start.column + 1} ${sentence}`;

export const problemsOf = (...texts: string[]): string[] => projectOf(...texts).problems.map(spelled);

export const namesOf = (assets: readonly Asset[]): string[] => assets.map(({ name }) => name);
