import { ImageCalls, type ImageCallsDeps } from '../../core/agent/imageCalls.ts';
import { editImageInput, generateImageInput, readInput } from '../../core/agent/toolInputs.ts';
import { ImageRecordTool } from './imageRecordTool.ts';
import { ImageTool } from './imageTool.ts';
import { openWorkspace } from './openWorkspace.ts';
import type { Tools } from './register.ts';
import { toolWindow } from './toolWindow.ts';

/** The tools on this window. */
export function createTools(given: Omit<ImageCallsDeps, 'workspace' | 'window'>): Tools {
  const deps = { ...given, workspace: openWorkspace, window: toolWindow };
  return {
    nanoBanana_editImage: new ImageTool(new ImageCalls(deps, (input) => readInput(editImageInput, input))),
    nanoBanana_generateImage: new ImageTool(
      new ImageCalls(deps, (input) => readInput(generateImageInput, input)),
    ),
    nanoBanana_imageRecord: new ImageRecordTool(deps),
  };
}
