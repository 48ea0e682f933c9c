/** One client in a process of its own: warmed up by small calls, then measured by one. */
import { becomeIdle, measure } from './measure.ts';
import type { WireClient, WireJob } from './wireJob.ts';

interface WireTask {
  /** Path of the built client. */
  client: string;
  warmUps: WireJob[];
  job: WireJob;
}

process.once('message', async (task: WireTask) => {
  const client: WireClient = await import(task.client);
  // Node loads its `fetch` at the first call; an extension host has it, so it counts for neither.
  // What it asks for is nothing: a large answer here would be memory that the measured call finds ready to use.
  await (await fetch(new URL('/nothing', task.job.url))).arrayBuffer();
  const idle = await becomeIdle();
  for (const job of task.warmUps) await client.run(job);
  const { cost, value } = await measure(idle, () => client.run(task.job));
  process.send?.({ ...cost, result: value });
  process.disconnect();
});
