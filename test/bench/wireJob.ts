/** One call, the same for both clients. */
export interface WireJob {
  /** Of the bench's server, without a path. */
  url: string;
  model: string;
  key: string;
  prompt: string;
  inputs: { file: string; mimeType: string }[];
  /** Takes the result. */
  folder: string;
}

/** What both clients are: they return the path of the result. */
export interface WireClient {
  run(job: WireJob): Promise<string>;
}
