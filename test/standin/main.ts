import { parseArgs } from 'node:util';
import { allBehaviours } from './behaviours.ts';
import { startStandIn } from './standIn.ts';

const usage = `Usage: node test/standin/main.ts [--port N] [--style apiyi|google|vertex|openai] [--key K] [--list]

Starts the local API that really edits images and prints its URL. Without --key it wants none.
--list prints what a prompt can make it do, as in: Blur it [standin: error=429-limit-0 delay=2000]`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    style: { type: 'string', default: 'apiyi' },
    key: { type: 'string' },
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(usage);
} else if (values.list) {
  for (const { name, description } of allBehaviours) {
    console.log(`[standin: ${name}]`.padEnd(52), description);
  }
} else {
  const { style, key } = values;
  if (style !== 'apiyi' && style !== 'google' && style !== 'vertex' && style !== 'openai') {
    throw new Error(`There is no style "${style}". Use --style apiyi, google, vertex or openai.`);
  }
  const standIn = await startStandIn({
    style,
    port: Number(values.port),
    log: (line) => console.error(line),
    ...(key !== undefined && { key }),
  });
  console.log(standIn.url);
  const end = () => void standIn.close();
  process.once('SIGINT', end).once('SIGTERM', end);
}
