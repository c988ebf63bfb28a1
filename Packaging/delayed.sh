#!/bin/bash
# delayed.sh FOLDER LIBRARY...: writes FOLDER/libdelayed.a, in which each function of some libraries
# (sonames, such as libcairo.so.2) is a jump: the first call loads the library and finds the function.
#
# A picture as SVG calls nothing of Cairo and Pango; without these, 25 libraries are not loaded, those
# of X among them.
set -euo pipefail
folder=$1
shift

{
  cat <<'ASSEMBLY'
	.text
# %r11 leads to a slot: where to go, the function's name, the library's. What a call hands over in
# registers is kept.
load:
	push %rdi
	push %rsi
	push %rdx
	push %rcx
	push %r8
	push %r9
	push %rax
	push %r11
	sub $136, %rsp
	movups %xmm0, (%rsp)
	movups %xmm1, 16(%rsp)
	movups %xmm2, 32(%rsp)
	movups %xmm3, 48(%rsp)
	movups %xmm4, 64(%rsp)
	movups %xmm5, 80(%rsp)
	movups %xmm6, 96(%rsp)
	movups %xmm7, 112(%rsp)
	mov 8(%r11), %rsi
	mov 16(%r11), %rdi
	call find_delayed
	mov 136(%rsp), %r11
	mov %rax, (%r11)
	movups (%rsp), %xmm0
	movups 16(%rsp), %xmm1
	movups 32(%rsp), %xmm2
	movups 48(%rsp), %xmm3
	movups 64(%rsp), %xmm4
	movups 80(%rsp), %xmm5
	movups 96(%rsp), %xmm6
	movups 112(%rsp), %xmm7
	add $136, %rsp
	pop %r11
	pop %rax
	pop %r9
	pop %r8
	pop %rcx
	pop %rdx
	pop %rsi
	pop %rdi
	jmp *(%r11)
	.section .note.GNU-stack,"",@progbits
ASSEMBLY
  for library in "$@"; do
    printf '\t.section .rodata.delayed,"a"\n"%s":\n\t.asciz "%s"\n' "$library" "$library"
    nm -D --defined-only "$(clang -print-file-name="$library")" | awk '$2 == "T" { print $3 }' |
      while read -r name; do
        cat <<ASSEMBLY
	.section .text.delayed.$name,"ax",@progbits
	.globl $name
	.type $name, @function
$name:
	jmp *slot.$name(%rip)
first.$name:
	lea slot.$name(%rip), %r11
	jmp load
	.section .rodata.delayed.$name,"a"
name.$name:
	.asciz "$name"
	.section .data.delayed.$name,"aw"
	.balign 8
slot.$name:
	.quad first.$name, name.$name, "$library"
ASSEMBLY
      done
  done
} > "$folder/delayed.s"
clang -c -o "$folder/delayed-calls.o" "$folder/delayed.s"
clang -c -O2 -Wall -Werror -o "$folder/delayed-find.o" Packaging/delayed.c
rm -f "$folder/libdelayed.a"
ar rcsD "$folder/libdelayed.a" "$folder/delayed-calls.o" "$folder/delayed-find.o"
