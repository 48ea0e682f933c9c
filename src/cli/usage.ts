import { t } from '../core/shared/l10n.ts';

/** All that can be typed; the columns are those of a terminal. */
export const usage = (): string =>
  [
    t(`Usage:
  nano-banana check [--full] [--strict] [--json] [folder]
  nano-banana build [--yes] [--all] [--concurrency n] [--overwrite-edited] [--metadata m] [folder]
  nano-banana report [--json] [--fail-on kinds] [folder]`),
    t(`check   says which images of the docs are missing, stale or edited by hand. It needs no key and no
        network. Exits with 0 when all is well, 1 when something is missing or stale, 2 for wrong usage,
        3 when it can't tell because images were not downloaded (Git LFS).
  --full              also compares the pixels, which finds every edit by hand
  --strict            also exits with 1 for warnings and for images without a record
  --json              prints JSON instead of the list`),
    t(`build   makes what is missing or stale, after showing the list and the estimated cost.
  --yes               does not ask first
  --all               makes everything again
  --concurrency n     simultaneous requests, 1 to 20 (default 3)
  --metadata m        keep (default) or strip the source's EXIF, XMP, IPTC and comments on the results
  --overwrite-edited  also replaces stale images that were edited by hand (a backup is kept)
  --provider p        apiyi (default), google, openai, custom     NANO_BANANA_PROVIDER
  --base-url url      the endpoint of the provider custom         NANO_BANANA_BASE_URL
  --auth a            bearer (default), x-goog-api-key, none      NANO_BANANA_AUTH
  --protocol p        protocol of the provider custom: any (default), gemini or openai-images
                                                                  NANO_BANANA_PROTOCOL
  --header 'Name: v'  an additional header for the provider custom; may be repeated. Never put a secret on
                      a command line: write '\${secret:NAME}' for the value of NANO_BANANA_SECRET_NAME
  --model id          for assets that name none                   NANO_BANANA_MODEL
  For assets that don't set them and whose model takes them; changing these doesn't make an image stale:
  --quality q         low, medium, high, xhigh, max: how carefully it is drawn, which decides the price
  --complexity c      low, medium, high: how much the model plans first
  --background b      transparent, transparent-twice (exact, at twice the price) or opaque
  --aspect-ratio r    as in 16:9
  --size s            512, 1K, 2K, 4K, or pixels as in 1536x1024
  --thinking t        minimal, medium, high
  --keep-transparency restores the transparency of the first input
  --billing b         perCall (default) or perToken               NANO_BANANA_BILLING
SVGs that only a browser draws correctly are drawn by Chromium, Chrome or Edge: NANO_BANANA_BROWSER
Requests use the proxy in HTTPS_PROXY and HTTP_PROXY, except for the hosts in NO_PROXY.
The key comes from APIYI_API_KEY, GEMINI_API_KEY, OPENAI_API_KEY or, for custom, NANO_BANANA_API_KEY.`),
    t(`report  says what is wrong with the images of Markdown and MDX documents. It needs no manifest, no key and no
        network. It skips what Git ignores, node_modules and built sites. Exits with 0, with 1 if it found
        something that --fail-on names, with 2 for wrong usage.
  --fail-on kinds     kinds to exit with 1 for, separated by commas: missing (links without an image), caseOnly
                      (links that differ from their file only in letter case), noAlt (images without
                      alternative text), oversized (images larger than necessary), unlinked (images that
                      nothing links to), or all
  --json              prints JSON instead of the list`),
    t(`The default folder is the current one. Every nano-banana.yaml in it and below it is used.
  --lang l            language: en, de, ja, zh-cn; by default from LC_ALL, LC_MESSAGES or LANG
  --help, --version`),
  ].join('\n\n');

export type Environment = Readonly<Record<string, string | undefined>>;

/** What was typed is not what the program takes; the message says why. */
export class UsageError extends Error {}
