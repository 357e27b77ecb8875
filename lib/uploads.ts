/** The largest file that is taken in, 10 MB, whatever it is for. */
export const MAX_UPLOAD_BYTES = 10 * 1024 * 1024;
export const tooLarge = `文件超过 ${MAX_UPLOAD_BYTES / 1024 / 1024} MB，没有上传`;
