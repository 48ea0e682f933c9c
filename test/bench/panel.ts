import type { Built } from './built.ts';
import type { Report } from './report.ts';

export async function benchPanel(_built: Built, _report: Report): Promise<void> {}
