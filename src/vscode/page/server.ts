import { type HostHandlers, hostRequests, type pageEvents } from '../../core/shared/protocol.ts';
import { type MessagePort, PageServer, type ServerLog } from './pageServer.ts';

/** Answers the panel's own page. */
export class PanelServer extends PageServer<typeof hostRequests, typeof pageEvents> {
  constructor(port: MessagePort, handlers: HostHandlers, log: ServerLog) {
    super(port, hostRequests, handlers, log);
  }
}
