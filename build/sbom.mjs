import { access, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Contrib, Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import validateLicence from 'spdx-expression-parse';
import { readPackages } from './carried.mjs';

const { FromNodePackageJson, License } = Contrib;
const licences = new License.Factories.LicenseFactory(validateLicence);
const references = new FromNodePackageJson.Factories.ExternalReferenceFactory();
const components = new FromNodePackageJson.Builders.ComponentBuilder(references, licences);

/**
 * Writes a bill of materials (SBOM) as CycloneDX: what a package is made of, each part with its version and licence.
 * It says nothing of when it was written, so that the same packages give the same file.
 *
 * @param {string} file
 * @param {{ name: string, version: string, license: string }} subject what is made of them
 * @param {Iterable<string>} folders of the npm packages that are carried
 */
export async function writeSbom(file, subject, folders) {
  const bom = new Models.Bom();
  const main = componentOf(subject, Enums.ComponentType.Application);
  bom.metadata.component = main;
  for (const { folder, manifest } of await readPackages(folders)) {
    const component = componentOf(manifest, Enums.ComponentType.Library);
    for (const library of await librariesIn(folder)) {
      component.components.add(library);
      component.dependencies.add(library.bomRef);
    }
    bom.components.add(component);
    main.dependencies.add(component.bomRef);
  }
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  await writeFile(file, `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`);
}

function componentOf(manifest, type) {
  const component = components.makeComponent(manifest, type);
  component.purl = `pkg:npm/${manifest.name.replace('@', '%40')}@${manifest.version}`;
  component.bomRef.value = component.purl;
  return component;
}

/** Of libraries that `versions.json` calls otherwise, beyond the `lib` that it leaves out. */
const shortNames = { libultrahdr: 'uhdr' };

/** The libraries that are compiled into a package of sharp's: its README has a table of them, `versions.json` more. */
async function librariesIn(folder) {
  const file = path.join(folder, 'versions.json');
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (!isThere) return [];
  const versions = JSON.parse(await readFile(file, 'utf8'));
  const readme = await readFile(path.join(folder, 'README.md'), 'utf8');
  const rows = [...readme.matchAll(/^\| (\S+) +\| (.+?) +\|$/gm)].filter(([, name]) => name !== 'Library');
  return rows.map(([, name, terms]) => {
    const version = versions[name] ?? versions[shortNames[name] ?? name.replace(/^lib/, '')];
    return new Models.Component(Enums.ComponentType.Library, name, {
      bomRef: `${path.basename(folder)}/${name}`,
      licenses: new Models.LicenseRepository([
        licences.makeNamedLicense(terms.replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1')),
      ]),
      ...(version !== undefined && { version }),
    });
  });
}
