/** How targets show where their lines come from. `supplemented` gives the same text as `standard` (8.1). */
export type AnnotationStyle = (typeof annotationStyles)[number]

export const annotationStyles = ['standard', 'naked', 'supplemented'] as const
