/** Opens a bucket; the keys come from the environment, by the names that all tools of such stores use. */
import type { SiteSource } from '../site-source.ts'
import { ownReach, type Reach } from './named-hosts.ts'
import { openClient } from './open-web.ts'
import { S3Source } from './s3.ts'
import { bucketAddress, S3Client, type S3Credentials } from './s3-client.ts'
import type { SiteSettings } from './site-settings.ts'
import { SourceError } from './source-name.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** A store serves programs: it gets no crawler's pauses. */
const requestsAtOnce = 8
const defaultRegion = 'us-east-1'

/** @throws {SourceError} */
export async function openS3(
  bucket: string,
  prefix: string,
  settings: SiteSettings,
  env: Environment,
  reach: Reach = ownReach,
): Promise<SiteSource> {
  const region = settings.s3.region ?? env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? defaultRegion
  const endpoint =
    settings.s3.endpoint ??
    env.AWS_ENDPOINT_URL_S3 ??
    env.AWS_ENDPOINT_URL ??
    `https://s3.${region}.amazonaws.com`
  if (!URL.canParse(endpoint)) {
    throw new SourceError({ zh: `不是有效的存储服务网址：${endpoint}`, en: `Not an endpoint: ${endpoint}` })
  }
  const { pathStyle, pageKeys } = settings.s3
  const place = { endpoint, region, bucket, pathStyle, pageKeys }
  const { hostname, port } = new URL(bucketAddress(place))
  const http = await openClient(
    [port === '' ? hostname : `${hostname}:${port}`],
    { ...settings, interval: 0, perHost: Math.max(settings.perHost, requestsAtOnce) },
    reach,
  )
  const client = new S3Client(http, place, credentialsOf(env))
  return new S3Source(bucket, prefix, client, settings.s3.publicUrl ?? null, settings.maxBytes)
}

/** @throws {SourceError} when only one of the two keys is there. */
function credentialsOf(env: Environment): S3Credentials | null {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env
  if (!accessKeyId && !secretAccessKey) return null
  if (!accessKeyId || !secretAccessKey) {
    throw new SourceError({
      zh: '环境变量 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY 须同时设置。',
      en: 'Set both AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment.',
    })
  }
  return { accessKeyId, secretAccessKey, sessionToken: env.AWS_SESSION_TOKEN || undefined }
}
