/* Single-sample SGD on the diagonal network, for comparison with our own kernel.
 *
 * p <- p (1 + eta r x), q <- q (1 - eta r x), r = target - <p^2 - q^2, x>/4. Rows, p and q come
 * in blocks of eight doubles.
 *
 * sgd_fused  the same arithmetic as the Swift kernel: even and odd blocks summed apart, eight
 *            lanes each, no contraction (-ffp-contract=off): the same bits; the update by one
 *            sample and the product with the next in one loop
 * sgd_apart  the same, the update and the product in loops of their own
 * sgd_plain  the same recursion as plain loops, left to the compiler; built with -Ofast it may
 *            reorder sums and fuse products, and gives other bits
 */
#include <stddef.h>
#include <stdint.h>

typedef double v8 __attribute__((vector_size(64), aligned(64)));

static inline double lane_sum(v8 a) {
  double s0 = a[0] + a[4], s1 = a[1] + a[5], s2 = a[2] + a[6], s3 = a[3] + a[7];
  return (s0 + s2) + (s1 + s3);
}

static inline double product_sum(const v8 *p, const v8 *q, const v8 *x, size_t blocks) {
  v8 even = {0}, odd = {0};
  size_t b = 0;
  for (; b + 1 < blocks; b += 2) {
    even += (p[b] * p[b] - q[b] * q[b]) * x[b];
    odd += (p[b + 1] * p[b + 1] - q[b + 1] * q[b + 1]) * x[b + 1];
  }
  if (b < blocks) even += (p[b] * p[b] - q[b] * q[b]) * x[b];
  return lane_sum(even + odd);
}

void sgd_fused(const v8 *restrict rows, size_t blocks, const int32_t *restrict order,
               const double *restrict targets, size_t count, double eta, v8 *restrict p,
               v8 *restrict q) {
  const v8 *x = rows + order[0] * blocks;
  double total = product_sum(p, q, x, blocks);
  for (size_t k = 1; k < count; k++) {
    double change = eta * (targets[k - 1] - 0.25 * total);
    const v8 *next = rows + order[k] * blocks;
    v8 even = {0}, odd = {0};
    size_t b = 0;
    for (; b + 1 < blocks; b += 2) {
      v8 f = change * x[b], g = change * x[b + 1];
      v8 p0 = p[b] * (1 + f), q0 = q[b] * (1 - f);
      v8 p1 = p[b + 1] * (1 + g), q1 = q[b + 1] * (1 - g);
      p[b] = p0, q[b] = q0, p[b + 1] = p1, q[b + 1] = q1;
      even += (p0 * p0 - q0 * q0) * next[b];
      odd += (p1 * p1 - q1 * q1) * next[b + 1];
    }
    if (b < blocks) {
      v8 f = change * x[b];
      v8 p0 = p[b] * (1 + f), q0 = q[b] * (1 - f);
      p[b] = p0, q[b] = q0;
      even += (p0 * p0 - q0 * q0) * next[b];
    }
    total = lane_sum(even + odd);
    x = next;
  }
  double change = eta * (targets[count - 1] - 0.25 * total);
  for (size_t b = 0; b < blocks; b++) {
    v8 f = change * x[b];
    p[b] *= 1 + f;
    q[b] *= 1 - f;
  }
}

void sgd_apart(const v8 *restrict rows, size_t blocks, const int32_t *restrict order,
               const double *restrict targets, size_t count, double eta, v8 *restrict p,
               v8 *restrict q) {
  const v8 *x = rows + order[0] * blocks;
  for (size_t k = 0; k < count; k++) {
    double change = eta * (targets[k] - 0.25 * product_sum(p, q, x, blocks));
    for (size_t b = 0; b < blocks; b++) {
      v8 f = change * x[b];
      p[b] *= 1 + f;
      q[b] *= 1 - f;
    }
    x = rows + order[k + 1 < count ? k + 1 : k] * blocks;
  }
}

void sgd_plain(const double *restrict rows, size_t blocks, const int32_t *restrict order,
               const double *restrict targets, size_t count, double eta, double *restrict p,
               double *restrict q) {
  const size_t d = 8 * blocks;
  const double *x = rows + order[0] * d;
  double total = 0;
  for (size_t j = 0; j < d; j++) total += (p[j] * p[j] - q[j] * q[j]) * x[j];
  for (size_t k = 1; k <= count; k++) {
    double change = eta * (targets[k - 1] - 0.25 * total);
    const double *next = k < count ? rows + order[k] * d : x;
    total = 0;
    for (size_t j = 0; j < d; j++) {
      double f = change * x[j];
      p[j] *= 1 + f;
      q[j] *= 1 - f;
      total += (p[j] * p[j] - q[j] * q[j]) * next[j];
    }
    x = next;
  }
}
