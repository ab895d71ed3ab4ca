/** The key of ∂L/∂h_2 in a graph's first gradient: `d_h_2`. */
export const gradientKey = (key: string): string => `d_${key}`;
