/** Of this site, from its environment. */
import path from 'node:path'

export const siteUrl = process.env.SITE_URL ?? 'http://localhost:3000'
export const dataFolder = path.resolve(process.env.SITE_DATA ?? './data')
export const mediaFolder = path.join(dataFolder, 'media')
