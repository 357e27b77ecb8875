import { endpoints, route } from "@/app/_server/route";
import { uploadFile } from "@/domain/system/files/flows";
import { FileOut, UploadFile } from "@/domain/system/files/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "上传文件（图片、录音、文件，最大 10 MB，按内容检查）",
      permission: "files:upload",
      input: UploadFile,
      output: FileOut,
      body: "multipart",
      status: 201,
      message: "上传成功",
    },
    uploadFile,
  ),
});
