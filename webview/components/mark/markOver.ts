import './markLayer.ts';
import './regionOutline.ts';
import { html, nothing, type TemplateResult } from 'lit';
import type { Region } from '../../../src/core/shared/region/region.ts';
import type { Box, Size } from '../../compare/align.ts';
import type { MarkControl } from '../../mark/control.ts';
import type { Surface } from '../../mark/surface.ts';
import type { Sheet } from '../compare/comparePane.ts';

/**
 * What lies on the second picture of the stage, or on the only one.
 * @param crop the parts of it that are sent
 * @param region where it might change, to be looked at
 */
export function markOver(
  sheet: Sheet,
  { marking, target }: MarkControl,
  crop: readonly Box[],
  region: Region | null,
): TemplateResult {
  const origin = { x: -sheet.left, y: -sheet.top };
  return html`${
    target
      ? html`<nano-mark-layer
          .marking=${marking}
          .surface=${surfaceOf(sheet, marking.of)}
          .origin=${origin}
          .crop=${crop}
        ></nano-mark-layer>`
      : nothing
  }${
    region?.of
      ? html`<nano-region-outline
          .region=${region}
          .surface=${surfaceOf(sheet, region.of)}
          .origin=${origin}
        ></nano-region-outline>`
      : nothing
  }`;
}

/** Where a picture of that size lies in its pane. */
function surfaceOf({ boxes: [, box], scale, left, top, pane }: Sheet, of: Size): Surface {
  return {
    scale: (scale * box.width) / of.width,
    left: left + box.x * scale,
    top: top + box.y * scale,
    pane,
    of,
  };
}
