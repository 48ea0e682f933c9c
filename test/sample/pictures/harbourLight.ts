type Stops = readonly (readonly [offset: number, color: string, opacity?: number])[];

/** The time of day and the weather. */
export interface Light {
  sky: Stops;
  sea: Stops;
  glow: Stops;
  /** The hills behind, the farthest first. */
  ridges: readonly [string, string, string];
  /** How dark it is at the edges, 0 to 1. */
  dim: number;
  /** Another number, other clouds. */
  clouds: number;
}

/** As in the sample workspace. */
export const dusk: Light = {
  sky: [
    [0, '#27426f'],
    [0.3, '#6d6c97'],
    [0.46, '#e0987f'],
    [0.56, '#ffd59a'],
  ],
  sea: [
    [0, '#e7b38e'],
    [0.12, '#a98c93'],
    [0.5, '#4a5f82'],
    [1, '#1c304d'],
  ],
  glow: [
    [0, '#fff0c4', 0.95],
    [0.25, '#ffca85', 0.5],
    [1, '#ff9d6e', 0],
  ],
  ridges: ['#8a7a9d', '#5f5f86', '#3b4668'],
  dim: 0.42,
  clouds: 8,
};
