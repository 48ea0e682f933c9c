#!/usr/bin/env node
import { messageOf } from '../core/shared/errorText.ts';
import { t } from '../core/shared/l10n.ts';
import { readArguments } from './arguments.ts';
import { runBuild } from './build.ts';
import { runCheck } from './check.ts';
import { speak, takeLanguage } from './language.ts';
import { complain, say } from './terminal.ts';
import { UsageError, usage } from './usage.ts';
import { ownVersion } from './version.ts';

/** Exit codes: 0 all is well, 1 something is to be done, 2 the program was called wrongly. */
async function main(): Promise<number> {
  try {
    const { wanted, words } = takeLanguage(process.argv.slice(2), process.env);
    speak(wanted);
    const args = readArguments(words, process.env);
    switch (args.command) {
      case 'help':
        say(usage());
        return 0;
      case 'version':
        say(ownVersion());
        return 0;
      case 'check':
        return await runCheck(args);
      case 'build':
        return await runBuild(args);
      case 'report':
        // The readers of Markdown are nothing for the others to load.
        return await (await import('./docsReport.ts')).runDocsReport(args);
    }
  } catch (error) {
    const isUsage = error instanceof UsageError;
    const message = messageOf(error);
    complain(
      isUsage
        ? `${message}
${t('See nano-banana --help.')}`
        : message,
    );
    return isUsage ? 2 : 1;
  }
}

process.exitCode = await main();
