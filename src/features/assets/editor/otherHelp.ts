import { extensions } from 'vscode';

/** Whether another extension helps by the schema that is contributed to it, so that nothing is offered twice. */
export const isHelpedElsewhere = (): boolean =>
  extensions.getExtension('redhat.vscode-yaml')?.isActive === true;
