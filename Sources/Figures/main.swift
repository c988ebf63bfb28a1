import Tool

await Tool.run(lecture7)
