import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { projectFolder } from '../../vscode/paths.ts';

interface Component {
  name: string;
  group?: string;
  version?: string;
  purl?: string;
  licenses?: { license?: { id?: string; name?: string }; expression?: string }[];
  components?: Component[];
}

/** A bill of materials, as it is read again. */
export interface Sbom {
  metadata: { component: Component };
  components: Component[];
}

interface Locked {
  version: string;
  dev?: boolean;
  devOptional?: boolean;
  hasInstallScript?: boolean;
}

/** The name of an npm package with its scope. */
export const fullName = ({ group, name }: Component): string => (group ? `${group}/${name}` : name);

/**
 * Asserts that a package may be shipped with what its bill of materials names: each part is locked, is no tool of
 * development, runs nothing when it is installed, tells its licence, and the notices hold the text of that.
 */
export async function assertShippable(sbom: string, notices: string): Promise<void> {
  assert.equal(await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(sbom), null);
  const { components }: Sbom = JSON.parse(sbom);
  const locked = await lockedPackages();
  for (const component of components) {
    const { version = '', licenses = [] } = component;
    const name = fullName(component);
    const found = locked.get(`${name}@${version}`);
    assert.ok(found, `${name} ${version} is not in the lockfile`);
    assert.ok(!found.dev && !found.devOptional, `${name} stands in devDependencies`);
    assert.ok(!found.hasInstallScript, `${name} runs a script when it is installed`);
    assert.equal(licenses.length, 1, `${name} tells no licence`);
    const [, text = ''] = notices.split(`\n## ${name} ${version} (`);
    const own = text.split(/\n## \S+ \d[\w.-]* \(/)[0] ?? '';
    assert.match(own, /copyright|licen[cs]ed under/i, `the notices lack the licence of ${name}`);
    for (const library of component.components ?? []) {
      assert.ok(library.licenses?.[0]?.license?.name, `${library.name} in ${name} tells no licence`);
    }
  }
  // What is under the LGPL is carried with its text and with that of the GPL, which it stands on.
  assert.match(notices, /GNU LESSER GENERAL PUBLIC LICENSE\s+Version 3/);
  assert.match(notices, /GNU GENERAL PUBLIC LICENSE\s+Version 3/);
}

async function lockedPackages(): Promise<ReadonlyMap<string, Locked>> {
  const text = await readFile(join(projectFolder, 'package-lock.json'), 'utf8');
  const { packages }: { packages: Record<string, Locked> } = JSON.parse(text);
  return new Map(
    Object.entries(packages).map(([path, locked]) => [
      `${path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)}@${locked.version}`,
      locked,
    ]),
  );
}
