/*
 * The plain loop in C, on one thread: what a table takes that is only counted. Reads the same columns as the peers
 * (`tabulation-loop FOLDER ROUNDS`), and prints its times in ms and what it counted as JSON.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { GROUPS = 20, ANSWERS = 9, OPTIONS = 16 };

static void *read_column(const char *folder, const char *name, size_t *size) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "rb");
  if (!file) exit(1);
  fseek(file, 0, SEEK_END);
  *size = (size_t)ftell(file);
  rewind(file);
  void *bytes = malloc(*size);
  if (!bytes || fread(bytes, 1, *size, file) != *size) exit(1);
  fclose(file);
  return bytes;
}

static double now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void print_list(const char *name, const double *values, int count) {
  printf("\"%s\":[", name);
  for (int at = 0; at < count; at++) printf("%s%.6f", at ? "," : "", values[at]);
  printf("]");
}

/* Of codes from 1 on. */
static void print_counts(const uint32_t *counts, int width, int first) {
  printf(",\"counts\":[");
  for (int group = 1; group <= GROUPS; group++)
    for (int code = first; code < width; code++)
      printf("%s%u", group == 1 && code == first ? "" : ",", counts[group * width + code]);
  printf("]}");
}

int main(int count, char **given) {
  if (count < 3) return 2;
  size_t rows, size;
  const uint8_t *groups = read_column(given[1], "groups.bin", &rows);
  const uint8_t *answers = read_column(given[1], "answers.bin", &size);
  const uint16_t *options = read_column(given[1], "options.bin", &size);
  int rounds = atoi(given[2]);
  double *single = malloc(sizeof(double) * (size_t)rounds);
  double *multiple = malloc(sizeof(double) * (size_t)rounds);
  static uint32_t pairs[(GROUPS + 1) * (ANSWERS + 1)];
  static uint32_t ticks[(GROUPS + 1) * OPTIONS];
  for (int round = -3; round < rounds; round++) {
    double started = now_ms();
    memset(pairs, 0, sizeof pairs);
    for (size_t row = 0; row < rows; row++) pairs[groups[row] * (ANSWERS + 1) + answers[row]]++;
    if (round >= 0) single[round] = now_ms() - started;
    started = now_ms();
    memset(ticks, 0, sizeof ticks);
    for (size_t row = 0; row < rows; row++)
      for (int option = 0; option < OPTIONS; option++)
        ticks[groups[row] * OPTIONS + option] += (options[row] >> option) & 1u;
    if (round >= 0) multiple[round] = now_ms() - started;
  }
  printf("{\"single\":{");
  print_list("times", single, rounds);
  print_counts(pairs, ANSWERS + 1, 1);
  printf(",\"multiple\":{");
  print_list("times", multiple, rounds);
  print_counts(ticks, OPTIONS, 0);
  printf("}\n");
  return 0;
}
