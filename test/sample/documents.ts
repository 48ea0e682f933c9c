import { testModel } from '../testModel.ts';

/**
 * The words of the sample workspace by their paths. They link every picture of it, in Markdown and in HTML. The
 * pictures of `site/` are made by its manifest and not there at first.
 */
export const documents: Readonly<Record<string, string>> = {
  'README.md': `<p align="center"><img src="media/icon.png" width="96" alt="Tidewater's icon: a boat on waves"></p>

# Tidewater

Berths, tides and arrivals of a small harbour on one page.

![The dashboard with tides, berths and the next arrivals](docs/images/dashboard.png)

- [Getting started](docs/getting-started.md)
- [How it works](docs/how-it-works.md)
- [About us](docs/about.md)
`,
  'docs/getting-started.md': `# Getting started

Every vessel that announces itself gets a berth of the right length:

![From arrival to berth](images/flow.svg)

The plan shows what is free. It is drawn anew every minute.

![Plan of the berths](images/berths.webp "North basin")
`,
  'docs/how-it-works.md': `# How it works

![Sensors, server and the people who look at it](./images/architecture.png)

The tide gauges report every 60 seconds:

![The tide rises and falls](images/anim.gif)
`,
  'docs/about.md': `# About us

We have looked after harbours since 2009.

![Our harbour at dusk](images/harbour.jpg)

<img src="images/team%20photo.jpg" width="400" alt="The five of us at the quay">

Our first logo:

![The logo of 2009][old]

[old]: images/OLD-LOGO.PNG
`,
  'site/nano-banana.yaml': `# The pictures of this site, and how each is made.
version: 1
defaults:
  model: ${testModel}
  variables:
    product: Tidewater
assets:
  # The head of the start page, for both themes.
  - output: images/hero-\${theme}.png
    prompt: |
      A small harbour at high tide, for the start page of \${product}.
      Flat shapes in a \${theme} theme, tint \${tint}.
    variables:
      tint: teal
    pixels: 1280x640
    variants:
      theme: [light, dark]

  # The dashboard without private data, and small for the overview.
  - output: images/dashboard.png
    prompt: Blur the name, e-mail address and phone number in the top right corner.
    inputs:
      - ../docs/images/dashboard.png
  - output: images/overview.webp
    prompt: Make it grayscale
    inputs:
      - images/dashboard.png
    pixels: 640x360

  - output: images/berths.jpg
    prompt: Make it brighter
    inputs:
      - ../docs/images/berths.webp
`,
  'site/index.md': `# Tidewater

<picture>
  <source media="(prefers-color-scheme: dark)" srcset="images/hero-dark.png">
  <img src="images/hero-light.png" alt="A small harbour at high tide">
</picture>

![Berths, tides and arrivals on one page](images/overview.webp)

![The dashboard in detail](images/dashboard.png)

![Plan of the berths](images/berths.jpg)
`,
  'docs/notes.txt': `Pictures to redo before the release
- dashboard.png: blur the name, e-mail address and phone number
- architecture.png: dark variant
- harbour.jpg: wider, for the banner
`,
};
