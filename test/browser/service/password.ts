/** Of everybody in these tests. */
export const password = 'Anlan-2031-春天'
