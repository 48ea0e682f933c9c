import {
  Diagnostic,
  DiagnosticRelatedInformation,
  DiagnosticSeverity,
  Disposable,
  Location,
  languages,
  Uri,
} from 'vscode';
import { type CheckFiles, findBadPlaces } from '../../../core/assets/states/check.ts';
import type { Problem } from '../../../core/assets/yaml/problems.ts';
import type { FileStore, Log } from '../../../core/ports.ts';
import type { AssetStates } from '../projects/assetStates.ts';
import { toRange } from '../projects/documents.ts';
import type { Projects } from '../projects/projects.ts';

export interface ShownProblemsDeps {
  projects: Projects;
  states: Pick<AssetStates, 'onDidChangeFiles'>;
  files: CheckFiles & Pick<FileStore, 'exists'>;
  log: Log;
}

/** VS Code's Problems for all manifests of a root, first what their texts say, then what only the files tell. */
export class ShownProblems implements Disposable {
  readonly #deps: ShownProblemsDeps;
  readonly #collection = languages.createDiagnosticCollection('nanoBanana');
  readonly #registered: Disposable;
  /** Of the last look at a root; an older one tells nothing any more. */
  readonly #looks = new Map<string, number>();
  readonly #shown = new Map<string, readonly string[]>();
  /** Whether an input is there; asked once, until files come or go. */
  readonly #isThere = new Map<string, Promise<boolean>>();

  constructor(deps: ShownProblemsDeps) {
    this.#deps = deps;
    this.#registered = Disposable.from(
      this.#collection,
      deps.projects.onDidChange((root) => void this.show(root)),
      deps.states.onDidChangeFiles(() => {
        this.#isThere.clear();
        for (const root of this.#looks.keys()) void this.show(root);
      }),
    );
  }

  /** Shows what is wrong in a root now. Never rejects. */
  async show(root: string): Promise<void> {
    const look = (this.#looks.get(root) ?? 0) + 1;
    this.#looks.set(root, look);
    const isCurrent = (): boolean => this.#looks.get(root) === look;
    const { projects, files, log } = this.#deps;
    try {
      const project = await projects.of(root);
      if (!isCurrent()) return;
      const uris = project.manifests.map(({ uri }) => uri);
      // What the texts say is told at once; what the files say takes longer and comes after it.
      const { warnings } = project;
      this.#publish(root, uris, project.problems, warnings);
      const { problems } = await findBadPlaces(project, files, (uri) => this.#exists(uri), isCurrent);
      if (isCurrent()) this.#publish(root, uris, [...project.problems, ...problems], warnings);
    } catch (error) {
      log.warn(`The manifests of ${root} could not be looked at: ${String(error)}`);
    }
  }

  dispose(): void {
    this.#looks.clear();
    this.#registered.dispose();
  }

  #exists(uri: string): Promise<boolean> {
    const asked = this.#isThere.get(uri) ?? this.#deps.files.exists(uri);
    this.#isThere.set(uri, asked);
    return asked;
  }

  #publish(
    root: string,
    manifests: readonly string[],
    problems: readonly Problem[],
    warnings: readonly Problem[],
  ): void {
    for (const gone of this.#shown.get(root) ?? []) {
      if (!manifests.includes(gone)) this.#collection.delete(Uri.parse(gone));
    }
    this.#shown.set(root, manifests);
    for (const uri of manifests) {
      const isOwn = ({ manifest }: Problem): boolean => manifest === uri;
      this.#collection.set(Uri.parse(uri), [
        ...problems.filter(isOwn).map((problem) => diagnosticOf(problem, DiagnosticSeverity.Error)),
        ...warnings.filter(isOwn).map((warning) => diagnosticOf(warning, DiagnosticSeverity.Warning)),
      ]);
    }
  }
}

function diagnosticOf({ range, sentence, code, related }: Problem, severity: DiagnosticSeverity): Diagnostic {
  const diagnostic = new Diagnostic(toRange(range), sentence, severity);
  diagnostic.source = 'Nano Banana';
  diagnostic.code = code;
  diagnostic.relatedInformation = related.map(
    (other) =>
      new DiagnosticRelatedInformation(
        new Location(Uri.parse(other.manifest), toRange(other.range)),
        other.sentence,
      ),
  );
  return diagnostic;
}
