import { t } from '../core/shared/l10n.ts';

/** All that can be typed; the columns are those of a terminal. */
export const usage = (): string =>
  [
    t(`Usage:
  nano-banana check [--full] [--strict] [--json] [folder]
  nano-banana build [--yes] [--all] [--concurrency n] [--overwrite-edited] [--metadata m] [folder]
  nano-banana report [--json] [--fail-on kinds] [folder]`),
    t(`check   says which images of the docs are missing, stale or edited by hand. It needs no key and no
        network. Ends with 0 when all is well, 1 when something is missing or stale, 2 for wrong usage,
        3 when it can't be told because images were not downloaded (Git LFS).
  --full              compares the pixels too, and so finds every edit by hand
  --strict            ends with 1 also for warnings, and for images without a record
  --json              prints a JSON document in place of the list`),
    t(`build   makes what is missing or stale, after showing the list and the estimated cost.
  --yes               does not ask first
  --all               makes everything anew
  --concurrency n     requests at the same time, 1 to 20; 3 unless told
  --metadata m        keep (unless told) the source's EXIF, XMP, IPTC and comments on what is made, or strip
  --overwrite-edited  also replaces stale images that were edited by hand (a backup is kept)
  --provider p        apiyi (unless told), google, openai, custom NANO_BANANA_PROVIDER
  --base-url url      the endpoint of the provider custom         NANO_BANANA_BASE_URL
  --auth a            bearer (unless told), x-goog-api-key, none  NANO_BANANA_AUTH
  --protocol p        what the provider custom speaks: any (unless told), gemini or openai-images
                                                                  NANO_BANANA_PROTOCOL
  --header 'Name: v'  a further header for the provider custom; may be repeated. A secret does not belong on a
                      command line: write '\${secret:NAME}' for the value of NANO_BANANA_SECRET_NAME
  --model id          for assets that name none                   NANO_BANANA_MODEL
  For assets that name none, as long as their model takes it; a change is no reason to build anew:
  --quality q         low, medium, high, xhigh, max: how carefully it is drawn, which decides on the price
  --complexity c      low, medium, high: how much is thought out before
  --background b      transparent, transparent-twice (exact, at double price) or opaque
  --aspect-ratio r    as in 16:9
  --size s            512, 1K, 2K, 4K, or pixels as in 1536x1024
  --thinking t        minimal, medium, high
  --keep-transparency puts the transparency of the first input back
  --billing b         perCall (unless told) or perToken           NANO_BANANA_BILLING
An SVG that only a browser draws right is drawn by Chromium, Chrome or Edge: NANO_BANANA_BROWSER
Requests go through the proxy that HTTPS_PROXY and HTTP_PROXY name, but to the hosts in NO_PROXY.
The key comes from APIYI_API_KEY, GEMINI_API_KEY, OPENAI_API_KEY or, for custom, NANO_BANANA_API_KEY.`),
    t(`report  says what is wrong with the images of Markdown and MDX documents. It needs no manifest, no key and no
        network. What Git ignores, node_modules and what sites are built into are left out. Ends with 0 unless
        --fail-on says more, 1 when such a thing was found, 2 for wrong usage.
  --fail-on kinds     what it ends with 1 for, with commas between: missing (links without an image), caseOnly
                      (links that differ from their file in case alone), noAlt (images without alternative text),
                      oversized (images larger than they need be), unlinked (images that nobody links), or all
  --json              prints a JSON document in place of the list`),
    t(`The folder is the current one unless told. Every nano-banana.yaml in it and below it counts.
  --lang l            what it speaks: en, de, ja, zh-cn; as LC_ALL, LC_MESSAGES or LANG say unless told
  --help, --version`),
  ].join('\n\n');

export type Environment = Readonly<Record<string, string | undefined>>;

/** What was typed is not what the program takes; the message says why. */
export class UsageError extends Error {}
