import { classNames } from "./content.ts";
import { FieldFrame, type FieldProps } from "./field.tsx";

export type FileUploadProps = FieldProps & {
  /** Endings or types of the files that a browser offers first, such as ".csv,.xlsx"; others can be chosen too. */
  readonly accept?: string | undefined;
};

/** @see https://service-manual.nhs.uk/design-system/components/file-upload */
export const FileUpload = (upload: FileUploadProps) => (
  <FieldFrame field={upload} groupClasses="nhsuk-file-upload" groupData={{ "data-module": "nhsuk-file-upload" }}>
    {(control) => (
      <input
        {...control}
        className={classNames("nhsuk-file-upload__input", upload.classes)}
        type="file"
        accept={upload.accept}
      />
    )}
  </FieldFrame>
);
