/** A small portal: posts with drafts and scheduled publishing, files, and baoshen in front of both. */
import path from 'node:path'
import { sqliteAdapter } from '@payloadcms/db-sqlite'
import { lexicalEditor } from '@payloadcms/richtext-lexical'
import { en } from '@payloadcms/translations/languages/en'
import { zh } from '@payloadcms/translations/languages/zh'
import { buildConfig } from 'payload'
import sharp from 'sharp'
import { baoshen } from './baoshen'
import { postContent } from './post-content'
import { dataFolder, mediaFolder, siteUrl } from './settings'

export default buildConfig({
  secret: process.env.PAYLOAD_SECRET ?? '',
  serverURL: siteUrl,
  db: sqliteAdapter({ client: { url: `file:${path.join(dataFolder, 'site.db')}` }, push: true }),
  editor: lexicalEditor(),
  sharp,
  i18n: { supportedLanguages: { zh, en }, fallbackLanguage: 'zh' },
  admin: { user: 'users' },
  // Refused scheduled publications stand here with their reason.
  jobs: {
    jobsCollectionOverrides: ({ defaultJobsCollection }) => ({
      ...defaultJobsCollection,
      access: { ...defaultJobsCollection.access, read: ({ req }) => Boolean(req.user) },
      admin: { ...defaultJobsCollection.admin, hidden: false },
    }),
  },
  collections: [
    { slug: 'users', auth: true, fields: [] },
    {
      slug: 'posts',
      admin: { useAsTitle: 'title' },
      versions: { drafts: { schedulePublish: true } },
      // Readers see what is published and nothing else.
      access: { read: ({ req }) => (req.user ? true : { _status: { equals: 'published' } }) },
      fields: [
        { name: 'title', type: 'text', required: true },
        { name: 'slug', type: 'text' },
        { name: 'body', type: 'richText' },
        { name: 'attachments', type: 'upload', relationTo: 'media', hasMany: true },
      ],
    },
    {
      slug: 'media',
      access: { read: () => true },
      upload: { staticDir: mediaFolder },
      fields: [{ name: 'alt', type: 'text' }],
    },
  ],
  plugins: [
    baoshen({
      url: process.env.BAOSHEN_URL ?? '',
      key: process.env.BAOSHEN_KEY ?? '',
      timeout: Number(process.env.BAOSHEN_TIMEOUT ?? 30),
      posts: { posts: postContent },
      files: ['media'],
    }),
  ],
})
