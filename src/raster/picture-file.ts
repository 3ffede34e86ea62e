/** Pictures that come as encoded bytes: decoded when they are read, named by their bytes without being decoded. */
import { hash } from 'node:crypto'
import type { Picture } from '../document/picture.ts'
import { decodePicture } from './decode.ts'

/** The encoded bytes of one or more pictures. */
export interface PictureFile {
  bytes(): Promise<Uint8Array>
  /** SHA-256 of the bytes, taken once. */
  digest(): Promise<string>
}

export interface FilePictureOptions {
  readonly name: string
  readonly kind: Picture['kind']
  readonly box?: Picture['box']
  /** Page or frame, counting from 0. */
  readonly page?: number
  /** Width × height above which the picture is refused unread. */
  readonly pixels: number
}

/** @param load is called anew for each use, so that a package's pictures need not be in memory together. */
export function pictureFile(load: () => Uint8Array | Promise<Uint8Array>): PictureFile {
  let digest: Promise<string> | undefined
  const bytes = async () => load()
  return {
    bytes,
    digest() {
      digest ??= bytes().then(content => hash('sha256', content, 'base64'))
      return digest
    },
  }
}

/** One page of a picture file as a picture to be read. */
export function filePicture(file: PictureFile, options: FilePictureOptions): Picture {
  const { name, kind, box = null, page = 0, pixels } = options
  return {
    name,
    kind,
    box,
    key: async () => `file ${await file.digest()} ${page}`,
    raster: async () => decodePicture(await file.bytes(), { name, pixels, page }),
  }
}
