import { arch, availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';

/** Where absolute figures were measured. */
export function describeMachine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown CPU';
  const memory = `${(totalmem() / 2 ** 30).toFixed(0)} GiB`;
  const load = loadavg()[0]?.toFixed(1);
  return `${availableParallelism()} cores, ${model}, ${memory}, ${type()} ${release()} ${arch()}, Node ${process.versions.node}; load ${load} at the start`;
}
