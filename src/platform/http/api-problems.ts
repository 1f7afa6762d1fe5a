import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { refTo } from './api-schema.js';
import { PROBLEM_TYPE } from './problem-document.js';

/** Codes of the problems that an operation answers, by status. */
export type ProblemCodes = Readonly<Record<number, readonly string[]>>;

/** `content` of an answer that is a problem of one of these codes. */
export function problemContent(codes: readonly string[]) {
  const code = codes.length === 0 ? {} : { properties: { code: { enum: [...codes] } } };
  return { [PROBLEM_TYPE]: { schema: { ...refTo('Problem'), ...code } } };
}

export function describeCodes(codes: readonly string[]): string {
  return codes.map((code) => `\`${code}\``).join(', ');
}

/** Documents the problems of an operation, or of all operations of a controller. */
export function ApiProblems(codes: ProblemCodes): MethodDecorator & ClassDecorator {
  return applyDecorators(
    ...Object.entries(codes).map(([status, list]) =>
      ApiResponse({
        status: Number(status),
        description: describeCodes(list),
        content: problemContent(list),
      }),
    ),
  );
}
