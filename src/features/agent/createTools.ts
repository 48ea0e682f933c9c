import { ImageRecordTool } from './imageRecordTool.ts';
import { ImageTool, type ImageToolDeps } from './imageTool.ts';
import { openWorkspace } from './openWorkspace.ts';
import type { Tools } from './register.ts';
import { editImageInput, generateImageInput, readInput } from './toolInputs.ts';
import { toolWindow } from './toolWindow.ts';

/** The tools on this window. */
export function createTools(given: Omit<ImageToolDeps, 'workspace' | 'window'>): Tools {
  const deps = { ...given, workspace: openWorkspace, window: toolWindow };
  return {
    nanoBanana_editImage: new ImageTool(deps, (input) => readInput(editImageInput, input)),
    nanoBanana_generateImage: new ImageTool(deps, (input) => readInput(generateImageInput, input)),
    nanoBanana_imageRecord: new ImageRecordTool(deps),
  };
}
